"""The built documentation: every link leads somewhere, and a sample of pages is open to everybody.

    make docs && python tools/check_pages.py

Links are checked without a network: those inside the two sites, with their anchors. The second part
needs Chromium, and axe-core (the variable AXE names its ``axe.min.js``); where one of them is not
there, it says so and leaves that part out.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).parents[1] / "docs" / "_build" / "html"
SAMPLE = (
    "index.html",
    "gallery.html",
    "tutorials/scores.html",
    "explain/design_effect.html",
    "reference/scoring.html",
    "id/index.html",
    "id/tutorials/survey.html",
    "id/glossary.html",
)
WIDTHS = (1280, 500)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
AXE = os.environ.get("AXE", "")


class Page(HTMLParser):
    """Links of a page, the anchors in it, and what it would load from elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors, self.loaded = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Collect what a tag points at, and its own name."""
        given = dict(attrs)
        self.anchors.update(given[name] for name in ("id", "name") if given.get(name))
        target = given.get("href") if tag in {"a", "link"} else given.get("src")
        if not target:
            return
        if urlsplit(target).scheme in {"http", "https"} or target.startswith("//"):
            if tag != "a" and given.get("rel") not in {"canonical", "alternate"}:
                self.loaded.append(target)
        elif not urlsplit(target).scheme:
            self.links.append(target)


def links():
    """Say which links lead nowhere, and which pages load something from elsewhere."""
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(SITE.rglob("*.html"))}
    for path, page in pages.items():
        here = path.relative_to(SITE)
        for target in page.loaded:
            yield f"{here}: loads {target}"
        for link in page.links:
            parts = urlsplit(link)
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if there.is_dir():
                there /= "index.html"
            if not there.exists():
                yield f"{here}: {link} leads nowhere"
            elif parts.fragment and there in pages:
                anchor = unquote(parts.fragment)
                if anchor not in pages[there].anchors and anchor != "searchbox":
                    yield f"{here}: {link} names a place that is not there"


def violations(page, width, theme, profile):
    """What axe finds on a page in a window of this width and theme, and whether it juts out."""
    script = Path(AXE).read_text("utf-8").replace("</script", "<\\/script")
    run = (
        f"localStorage.setItem('theme','{theme}');"
        "addEventListener('load',()=>setTimeout(()=>axe.run(document).then(r=>{"
        f"const d=document.documentElement,over=d.scrollWidth-d.clientWidth;"
        "const p=document.createElement('pre');p.id='answer';"
        "p.textContent=JSON.stringify([over,r.violations.map(v=>[v.id,v.nodes[0].html])]);"
        "document.body.append(p)}),100))"
    )
    text = page.read_text("utf-8")
    # First in the page: the theme reads what is stored before it draws.
    text = text.replace("<head>", f"<head><script>{run}</script><script>{script}</script>", 1)
    copy = page.with_name(f"_checked-{page.name}")
    copy.write_text(text, "utf-8")
    try:
        done = subprocess.run(  # noqa: S603
            [
                *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"),
                *(f"--window-size={width},900", f"--user-data-dir={profile}"),
                *("--virtual-time-budget=15000", copy.as_uri()),
            ],
            capture_output=True, text=True, timeout=180, check=True,
        )  # fmt: skip
    finally:
        copy.unlink()
    found = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout, re.DOTALL)
    return json.loads(html.unescape(found[1])) if found else [0, [["axe did not answer", ""]]]


def seen():
    """Look at the sample in both themes, at the width of a desk and of a phone."""
    with tempfile.TemporaryDirectory() as profile:
        for number, name in enumerate(SAMPLE):
            # Each page at both widths; the themes take turns, so that each width meets both.
            for turn, width in enumerate(WIDTHS):
                theme = ("light", "dark")[(number + turn) % 2]
                over, found = violations(SITE / name, width, theme, profile)
                where = f"{name} ({width} px, {theme})"
                if over > 0:
                    yield f"{where}: {over} px wider than the window"
                yield from (f"{where}: {rule}: {node[:120]}" for rule, node in found)


def main():
    """Check what can be checked here."""
    faults = list(links())
    if CHROMIUM and AXE:
        faults += seen()
    else:
        sys.stdout.write("Pages were not looked at: Chromium or axe-core is not at hand.\n")
    count = len(list(SITE.rglob("*.html")))
    sys.stdout.write(f"{count} pages, {len(faults)} faults\n")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
