"""A page holds everything it needs, reads without a script, and is the same bytes each time."""

import base64
import datetime as dt
import hashlib
import math

import pytest

from kinerja import report, sample, score
from kinerja.errors import InputError
from kinerja.report import Section
from report.reading import read

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><!--",
    "{{ 7 * 7 }}{% for x in y %}",
    "\u202eevil\u202c عربي",
    "W" * 200,
    "\U0001f469\u200d\U0001f3eb",
    "a\x00b\ud800c",
]


def page(*sections, **options):
    return report.html(list(sections), **{"title": "Report", **options})


def table(data, caption="Units", **options):
    return read(page(Section("One", tables=[(caption, data)]), **options)).one("table")


def cells(element):
    return [[c.text.strip() for c in row.all("th") + row.all("td")] for row in element.all("tr")]


@pytest.mark.parametrize(
    ("language", "contents", "method"),
    [("en", "Contents", "How this was calculated"), ("id", "Daftar isi", "Cara menghitung")],
)
def test_structure_of_a_page(language, contents, method):
    text = page(
        Section("First", text="One.", method="By hand (article 1)."),
        Section("Second", text=["Two.", "Dear S1,\n\nyou move.\nSoon."]),
        lead=["What it is.", ""],
        language=language,
    )
    assert text.startswith("<!DOCTYPE html>\n")
    root = read(text)
    assert root.one("html").attributes["lang"] == language
    assert root.one("h1").text == root.one("title").text == "Report"
    assert [link.attributes["href"] for link in root.one("nav").all("a")] == [
        "#section-1",
        "#section-2",
    ]
    assert root.one("nav").one("h2").text == contents
    # Sections are numbered through: chapters and sheets of one page are for other reports.
    assert [n.text for n in root.one("main").all("span", class_="count")] == ["1", "2"]
    assert root.one("body").attributes == {}
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in root.all("a")} <= set(ids)
    assert root.one("body").all("a")[0].attributes == {"class": "skip", "href": "#content"}
    assert root.one("main").attributes["id"] == "content"
    assert root.one("summary").text.startswith(method)
    assert "article 1" in root.one("details").text
    assert [p.text for p in root.one("div", class_="letter").all("p")] == [
        "Dear S1,",
        "you move.\nSoon.",
    ]
    assert [p.text for p in root.all("p", class_="lead")] == ["What it is."]
    assert root.all("meta", content="width=device-width, initial-scale=1")


def test_the_policy_lets_only_the_page_s_own_script_run():
    root = read(page(Section("One")))
    policy = root.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    digest = base64.b64encode(hashlib.sha256(root.one("script").text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "http" not in page(Section("One")).replace('http-equiv="Content', "")


def test_cells_of_a_table():
    data = {
        "unit": ["A", "B", "C"],
        "mean": [1234.5, math.nan, -7.25],
        "day": [dt.date(2025, 8, 17), None, None],
    }
    found = table(data, language="id")
    assert cells(found) == [
        ["unit", "mean", "day"],
        ["A", "1.234,50", "17 Agustus 2025"],
        ["B", "–", "–"],
        ["C", "−7,25", "–"],
    ]
    assert found.one("caption").text == "Units"
    head = found.one("thead").all("th")
    assert [h.attributes["scope"] for h in head] == ["col"] * 3
    assert [h.attributes["aria-sort"] for h in head] == ["none"] * 3
    assert all(h.one("button").attributes == {"type": "button"} for h in head)
    rows = found.one("tbody").all("tr")
    assert [row.one("th").attributes["scope"] for row in rows] == ["row"] * 3
    assert [row.all("td")[0].attributes["data-v"] for row in rows] == ["1234.5", "", "-7.25"]
    assert rows[0].all("td")[0].has_class("number")
    box = found.parent.attributes
    assert (box["role"], box["tabindex"]) == ("region", "0")


def test_numbers_of_a_column_have_one_number_of_decimals():
    # The largest is 80.25: two decimals say all there is.
    assert [row[1] for row in cells(table({"u": ["A", "B"], "m": [80.25, 75]}))[1:]] == [
        "80.25",
        "75.00",
    ]
    # Whole numbers stay whole; a year has no separator, and no more have labels of rows.
    found = cells(table({"id": [1001, 1002], "year": [2024, 2025], "n": [1500, 20]}))
    assert found[1:] == [["1001", "2024", "1,500"], ["1002", "2025", "20"]]
    # As they are where two decimals are enough, else four digits of the largest, two at least.
    assert [row[1] for row in cells(table({"u": ["A", "B"], "m": [1234.56, 1.5]}))[1:]] == [
        "1,234.56",
        "1.50",
    ]
    assert cells(table({"u": ["A"], "m": [0.0123456]}))[1] == ["A", "0.01235"]
    assert cells(table({"u": ["A"], "m": [2345.6789]}))[1] == ["A", "2,345.68"]


def test_a_gain_has_a_plus_and_bars_stand_on_both_sides_of_a_line():
    data = report.Table(
        {"part": ["A", "  A1"], "gain": report.Column([1.5, -0.75], "number", sign=True, bar=True)}
    )
    found = table(data)
    assert cells(found)[1:] == [["A", "+1.5"], ["A1", "−0.8"]]
    assert [i.attributes["style"] for i in found.all("i")] == [
        "left:50.0%;width:50.0%",  # 1.5 of 1.5, half of the room
        "left:25.0%;width:25.0%",  # half as long, and to the left
    ]
    assert all(
        bar.attributes["aria-hidden"] == "true" for bar in found.all("span", class_="bar both")
    )
    assert found.one("tbody").all("th")[1].has_class("inner")


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_tables_of_any_library(library):
    module = pytest.importorskip(library)
    data = {"unit": ["A", None], "n": [1, None], "ok": [True, False]}
    frame = module.table(data) if library == "pyarrow" else module.DataFrame(data)
    assert cells(table(frame)) == [["unit", "n", "ok"], ["A", "1", "yes"], ["–", "–", "no"]]


def test_a_result_is_a_table():
    schools = sample.schools()
    found = cells(table(score(schools.card, schools.table, ids="school"), language="id"))
    assert len(found) == 72
    assert found[0][:3] == ["id", "total", "peringkat"]


def test_hostile_labels_are_only_text():
    sections = [
        Section(
            label,
            text=[label, f"a\n{label}"],
            tables=[(label, {label: HOSTILE, "n": [1.0] * len(HOSTILE)})],
            method=label,
        )
        for label in HOSTILE
    ]
    text = page(*sections, title="".join(HOSTILE), lead=HOSTILE)
    text.encode("utf-8")
    root = read(text)
    assert not root.all("img")
    assert len(root.all("script")) == len(root.all("style")) == 1
    assert not any(name.startswith("on") for e in root.all() for name in e.attributes)
    assert len(root.all("section")) == len(HOSTILE)
    heads = [section.one("h2") for section in root.all("section")]
    assert heads[0].one("bdi").text == HOSTILE[0]
    assert heads[3].one("bdi").text == HOSTILE[3]
    assert heads[7].one("bdi").text == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"
    # Labels: heads of sections and their links, heads of columns and cells.
    assert len(root.all("bdi")) >= len(HOSTILE) * (3 + len(HOSTILE))
    # A word of 200 letters may be broken, and stays one word.
    assert len(heads[5].all("wbr")) == 12  # 200 letters in pieces of 16: 13 pieces
    assert heads[5].one("bdi").text == "W" * 200


def test_the_same_input_gives_the_same_bytes():
    def made():
        return page(Section("One", text="x", tables=[("", {"a": [1.0]})]), lead="y")

    assert made() == made()


def test_a_page_of_nothing_says_so():
    assert "There is nothing to show here." in page()
    assert "No rows." in page(Section("One", tables=[("", {"unit": [], "n": []})]))


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"sections": Section("One")}, "sections"),
        ({"sections": "text"}, "sections"),
        ({"sections": ["text"]}, "sections"),
        ({"title": " "}, "title"),
        ({"title": 3}, "title"),
        ({"lead": [3]}, "lead"),
        ({"language": "fr"}, "language"),
        ({"sections": [Section("One", tables=[("", [1, 2])])]}, "tables"),
        ({"sections": [Section("One", tables=[("", {"a": "text"})])]}, "tables"),
        ({"sections": [Section("One", figures=["picture.png"])]}, "figures"),
    ],
)
def test_what_is_no_page_is_refused(change, argument):
    with pytest.raises(InputError) as caught:
        report.html(**{"sections": [], "title": "T", **change})
    assert caught.value.argument == argument


def test_a_lazy_table_is_refused_by_name():
    polars = pytest.importorskip("polars")
    with pytest.raises(InputError, match="Collect it first"):
        page(Section("One", tables=[("", polars.LazyFrame({"a": [1]}))]))


def test_without_jinja2_the_message_says_how_to_get_it(monkeypatch):
    from kinerja._report.page import compose

    compose.environment.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(InputError, match=r"kinerja\[report\]"):
        page(Section("One"))


def test_totals_stand_in_a_foot():
    table = report.Table({"unit": ["A", "B", "all"], "n": [2, 3, 5]}, foot=1)
    root = read(page(report.Section("Units", tables=[("", table)])))
    assert [row.one("th").text for row in root.one("tbody").all("tr")] == ["A", "B"]
    foot = root.one("tfoot").one("tr")
    assert [foot.one("th").text, foot.one("td").attributes["data-v"]] == ["all", "5.0"]
    with pytest.raises(InputError, match="foot"):
        report.Table({"unit": ["A"]}, foot=2)
