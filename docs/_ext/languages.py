"""Two languages: the switch on every page, and a search that knows Indonesian word forms."""

import snowballstemmer
from sphinx.search import SearchLanguage

OTHER = {"en": ("id", "Bahasa Indonesia"), "id": ("en", "English")}
STOP = """
ada adalah agar akan atas atau bagi bahwa bila dalam dan dapat dari dengan di dua hal hanya harus
ia ini itu jika juga karena ke lebih maka oleh pada para sebagai sebuah setiap sudah tanpa telah
tetapi tidak untuk yang
"""


class SearchIndonesian(SearchLanguage):
    """Sphinx ships the browser's half of this stemmer, and lacks only the class that names it."""

    lang = "id"
    language_name = "Indonesian"
    js_stemmer_rawcode = "indonesian-stemmer.js"
    stopwords = frozenset(STOP.split())

    def __init__(self, options):
        super().__init__(options)
        self.stemmer = snowballstemmer.stemmer("indonesian")

    def stem(self, word):
        """Take off prefixes and suffixes: *penilaian* and *menilai* are found by *nilai*."""
        return self.stemmer.stemWord(word.lower())


def switch(app, pagename, templatename, context, doctree):
    """Tell the templates where this page stands in the other language.

    The English pages are at the root and the Indonesian ones under ``id/``, with the same paths.
    """
    del templatename, doctree
    here = app.config.language
    there, name = OTHER[here]
    step = "id/" if here == "en" else "../"
    context["other_language"] = there
    context["other_language_name"] = name
    context["other_language_page"] = f"{context['content_root']}{step}{pagename}.html"


def setup(app):
    """Register the search language and what the templates need."""
    app.add_search_language(SearchIndonesian)
    app.connect("html-page-context", switch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
