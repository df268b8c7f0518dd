"""Reads a page of HTML into a tree, strictly: a tag that is not closed is an error."""

from html.parser import HTMLParser

VOID = {"meta", "link", "wbr", "br", "img", "input", "hr"}


class Element:
    """An element with its attributes and what is in it."""

    def __init__(self, name, attributes, parent):
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children = []

    def all(self, name=None, **wanted):
        """Elements below, by name and attributes (``class_`` for class)."""
        out = []
        for child in self.children:
            if isinstance(child, str):
                continue
            if (name is None or child.name == name) and all(
                child.attributes.get(key.rstrip("_").replace("_", "-")) == value
                for key, value in wanted.items()
            ):
                out.append(child)
            out += child.all(name, **wanted)
        return out

    def one(self, name=None, **wanted):
        """The only element of that kind."""
        (found,) = self.all(name, **wanted)
        return found

    @property
    def text(self):
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def has_class(self, name):
        return name in (self.attributes.get("class") or "").split()


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.here = Element("root", {}, None)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), self.here)
        assert len(attrs) == len(element.attributes), (tag, attrs)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        assert tag == self.here.name, (tag, self.here.name)
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.children.append(data)


def read(page):
    """Tree of a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.here is reader.root
    return reader.root
