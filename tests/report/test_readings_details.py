"""Details of what each reader gets: columns, figures in sentences, drawings, and refusals."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from kinerja import explain, report, sample, score
from kinerja._report.courses import office_gaps, office_plan
from kinerja._report.drawings.contributions import stacks, waterfall
from kinerja._report.readings.findings import findings, item_name, lowest_item
from kinerja._report.readings.head import head
from kinerja._report.readings.material import material
from kinerja._report.sample_report import sample_report
from kinerja._report.section import Column
from kinerja._report.tables import tables_of
from kinerja.balancing import plan_transfers
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.schemes import skm
from kinerja.staffing import balance_sheet
from report.reading import read
from shared_laws import fault_of, refused_as

SVG = "{http://www.w3.org/2000/svg}"
CARD = Scorecard(
    code="c", name="Card", bands=Bands.of({"fair": 0, "good": 80}),
    parts=[Indicator(code="a", name="Attendance", scale=Identity(), weight=3),
           Indicator(code="b", name="Results", scale=Identity(), weight=1)],
)  # fmt: skip
# Totals (3a + b) / 4: 85, 65, 89 and 71.25.
SCORES = score(CARD, [[90, 70], [60, 80], [88, 92], [75, 60]], ids=["N0", "N1", "N2", "N3"])
SHEET = balance_sheet([[3.5, 1, 0], [5, 2, 1]], [[1, 2, 0], [2, 2.5, 3]], units=["North", "South"],
                      jobs=["clerk", "nurse", "cook"])  # fmt: skip


def of_head(data, whose, *, unit=None):
    return head(material(data, unit, "en", 1), whose, "en")


def columns(table):
    return {h: (list(table[h]), table.column(h).kind, table.column(h).decimals) for h in table}


def test_a_head_sees_the_posts_that_there_are():
    (found,) = of_head(SHEET, "North")
    # Need 3.5, 1 and 0; staff 1, 2 and 0: nobody is a cook, and none is needed.
    table = found.tables[0][1]
    shown = columns(table)
    assert list(shown.values()) == [
        (["clerk", "nurse"], "text", 1),
        ([1, 2], "number", 0),
        ([3.5, 1], "number", 1),
        ([0, 1], "number", 1),
        ([2.5, 0], "number", 1),
    ]
    assert list(shown) == ["job", "staff", "need", "surplus", "shortage"]
    (said,) = found.text
    assert re.findall(r"\d[\d.]*\d|\d", said) == ["4.5", "3", "1.0", "2.5"]
    (other,) = of_head(SHEET, "South")
    assert other.tables[0][1]["job"] == ["clerk", "nurse", "cook"]


def test_a_head_sees_people_and_means_beside_the_whole():
    (found,) = of_head(SCORES, "X", unit=["X", "Y", "X", "X"])
    people, means = (table for _, table in found.tables)
    assert columns(people) == {
        "id": (["N2", "N0", "N3"], "text", 1),
        "total": ([89, 85, 71.25], "number", 1),
        "grade": (["good", "good", "fair"], "text", 1),
        "coverage": ([1, 1, 1], "share", 0),
    }
    # Attendance of the unit is 253 over 3, of all 313 over 4; results 222 and 302 likewise.
    names, own, every = columns(means).values()
    assert names == (["Attendance", "Results"], "text", 1)
    assert own == (pytest.approx([253 / 3, 74]), "number", 1)
    assert every == (pytest.approx([78.25, 75.5]), "number", 1)
    # (89 + 85 + 71.25) / 3 = 81.75, which is written to one decimal; of all 310.25 / 4 = 77.56.
    assert "3 people" in found.text[0]
    assert "81.8" in found.text[0]
    assert "77.6" in found.text[0]
    assert found.text[1] == "By grade: good 2 and fair 1."
    assert len(found.figures) == 1
    (alone,) = of_head(SCORES, "Y", unit=["X", "Y", "X", "X"])
    assert alone.figures == ()


@pytest.mark.parametrize("version", ["2004", "2017"])
def test_items_have_the_names_of_their_regulation(version):
    items = 14 if version == "2004" else 9
    answers = np.full((6, items), 3)
    answers[:, 4] = 2
    whole = skm.index(answers, version=version)
    (said,) = lowest_item(whole, 0, "en")
    code = str(whole.item[4])
    assert item_name(code, version, "en") in said
    assert "2.00" in said
    assert item_name("U99", version, "en") == "U99"
    by = skm.index(answers, version=version, by=list("aaabbb"))
    (found,) = of_head({"whole": whole, "units": by}, "a")
    table = found.tables[0][1]
    heads = list(table)
    assert table[heads[0]][4] == item_name(code, version, "en")
    assert [table.column(h).decimals for h in heads[1:]] == [2, 2]
    assert table[heads[1]][4] == 2
    assert found.method[0].count("25/2004" if version == "2004" else "14/2017") == 1
    # The two regulations ask for other things.
    assert item_name("U5", "2004", "en") != item_name("U5", "2017", "en")


def test_a_leader_reads_of_courses_in_whole_levels():
    office = sample.office()
    plan = office_plan(office, office_gaps(office), "en")
    (found,) = findings(material(plan, None, "en", 3), "en")
    (said,) = found.sentences
    assert f" {plan.total_closed:.0f} of {plan.total_gap:.0f} " in said
    assert str(len(plan.assignments)) in said


def test_a_leader_reads_of_the_plan_with_two_decimals():
    plan = plan_transfers([0, 0, 1, 2], [0] * 4, [[1], [4], [4]], units=list("abc"))
    (found,) = findings(material(plan, None, "en", 3), "en")
    # Before the move 3 and 3 are missing, then 5 together.
    assert "6.00" in found.sentences[0]
    assert "5.00" in found.sentences[0]
    assert found.method


def texts(root):
    return {t.text: t for t in root.iter(f"{SVG}text")}


def test_words_and_bars_of_a_drawn_waterfall():
    root = ET.fromstring(waterfall(explain(SCORES, "N0"), names=None, language="en").draw("p"))  # noqa: S314 - our own
    # Means 78.25 and 75.5: from 77.5625 up by ¾ · 11.75 = 8.8125 and down by ¼ · 5.5 = 1.375.
    up, down = [r for r in root.iter(f"{SVG}rect") if (r.get("id") or "").startswith("p-bar")]
    assert (up.get("class"), down.get("class")) == ("up", "down")
    left, wide = float(up.get("x")), float(up.get("width"))
    assert float(down.get("width")) / wide == pytest.approx(1.375 / 8.8125, abs=2e-3)
    # What goes down ends where what went up ended.
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(left + wide, abs=0.2)
    words = texts(root)
    more, less = words["+8.8"], words["−1.4"]
    assert (more.get("text-anchor"), less.get("text-anchor")) == (None, "end")
    # Six to the right of the tip, and six to the left of it.
    assert float(more.get("x")) == pytest.approx(left + wide + 6, abs=0.2)
    assert float(less.get("x")) == pytest.approx(float(down.get("x")) - 6, abs=0.2)
    assert {"raises the total", "lowers the total"} <= set(words)
    # Rows are one below the other, and the figure stands in the middle of its bar.
    assert float(down.get("y")) - float(up.get("y")) == 27
    for figure, bar in ((more, up), (less, down)):
        middle = float(bar.get("y")) + float(bar.get("height")) / 2
        assert float(figure.get("y")) == pytest.approx(middle + 0.35 * 12, abs=0.1)
    # A line joins each bar with the next, from middle to middle.
    threads = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "0.8"]
    assert [float(t.get("y2")) - float(t.get("y1")) for t in threads] == [27, 27]
    assert float(threads[0].get("x1")) == pytest.approx(left + wide, abs=0.2)


def test_a_part_that_moves_nothing_raises_the_total():
    level = score(CARD, [[50, 60], [50, 80]])
    root = ET.fromstring(waterfall(explain(level, 1), names=None, language="en").draw("p"))  # noqa: S314 - our own
    kinds = [r.get("class") for r in root.iter(f"{SVG}rect") if r.get("id")]
    assert kinds == ["up", "up"]
    assert texts(root)["0.0"].get("text-anchor") is None
    assert "lowers the total" not in texts(root)


def test_words_and_bars_of_drawn_stacks():
    root = ET.fromstring(stacks(SCORES, language="en").draw("s"))  # noqa: S314 - our own
    bars = [r for r in root.iter(f"{SVG}rect") if (r.get("id") or "").startswith("s-bar")]
    # The highest total first: 89 is ¾ · 88 and ¼ · 92.
    first, second = bars[:2]
    assert float(first.get("width")) / float(second.get("width")) == pytest.approx(
        66 / 23, rel=1e-2
    )
    assert float(second.get("x")) == pytest.approx(
        float(first.get("x")) + float(first.get("width")), abs=0.2
    )
    end = float(second.get("x")) + float(second.get("width"))
    assert float(texts(root)["89.0"].get("x")) == pytest.approx(end + 6, abs=0.2)
    names = [t for t in texts(root) if t in {"N0", "N1", "N2", "N3"}]
    assert names == ["N2", "N0", "N3", "N1"]
    assert {"Attendance", "Results", "Points"} <= set(texts(root))


@pytest.mark.parametrize(
    ("call", "argument", "code"),
    [
        (lambda: report.of(SCORES, minimum=0), "minimum", "out_of_range"),
        (lambda: report.of(SCORES, minimum=1.5), "minimum", None),
        (lambda: report.of(3), "data", "wrong_type"),
        (lambda: report.of([]), "data", "too_few"),
        (lambda: report.of(SCORES, reader="head"), "whose", "missing_argument"),
        (lambda: report.of(SCORES, reader="head", whose="Z"), "whose", "unknown_label"),
        (lambda: report.of(SCORES, reader="employee"), "whose", "missing_argument"),
        (lambda: report.of(SCORES, reader="employee", whose="Z"), "whose", "unknown_label"),
        (lambda: report.of(SCORES, reader="x"), "reader", None),
        (lambda: report.of(SCORES, language="x"), "language", None),
        (lambda: report.of(SCORES, unit=["X"]), "unit", None),
        (lambda: report.of(SCORES, reply=3), "reply", None),
    ],
)
def test_what_is_refused_by_its_argument(call, argument, code):
    refused_as(call, argument, code, None, None)


def test_a_refusal_names_the_units_that_there_are():
    fault = fault_of(lambda: of_head(SHEET, None))
    assert (fault.expected, fault.found) == ("the unit that the reader heads", "none")
    assert fault.own_hint == "Units: North, South"
    fault = fault_of(lambda: of_head(SHEET, "East"))
    assert (fault.expected, fault.found) == ("a unit that there are results of", "'East'")
    assert fault.own_hint == "Units: North, South"
    fault = fault_of(lambda: of_head(SCORES, "East"))
    assert fault.own_hint == "Name each person's unit: unit=…"


def test_the_trend_of_a_survey_has_its_table_and_its_words():
    whole = skm.index(np.full((4, 9), 3))
    root = read(report.skm(whole, period="2025", trend={"2023": 70.25, "2024": 76.5}))
    (found,) = [s for s in root.all("section") if "2023" in s.text and "76,50" in s.text]
    rows = [[c.text.strip() for c in [*row.all("th"), *row.all("td")]] for row in found.all("tr")]
    # 75.00 of nine means of 3, a point and a half less than in 2024.
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("2023", "70,25"), ("2024", "76,50"), ("2025", "75,00"),
    ]  # fmt: skip
    assert "−1,50" in found.text
    assert "2024" in found.text


def test_numbers_of_a_word_file_stand_at_the_right(tmp_path):
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    whole = skm.index(np.full((4, 9), 3))
    report.skm(whole, path=tmp_path / "skm.docx", period="2025", trend={"2023": 70.25})
    seen = 0
    for table in Document(str(tmp_path / "skm.docx")).tables:
        for row in table.rows[1:]:
            for cell in row.cells:
                said = cell.text.replace(".", "").replace(",", "")
                right = cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
                if right:
                    seen += 1
                    assert not said or said[0] in "−–0123456789"
                elif "," in cell.text and said.isdigit():
                    raise AssertionError(cell.text)
    assert seen > 9


@pytest.mark.parametrize("draw", [
    lambda: waterfall(explain(SCORES, "N0"), names=None, language="en"),
    lambda: stacks(SCORES, language="en"),
])  # fmt: skip
def test_bars_of_a_drawing_are_of_one_height_with_the_axis_below(draw):
    root = ET.fromstring(draw().draw("p"))  # noqa: S314 - our own
    bars = [r for r in root.iter(f"{SVG}rect") if (r.get("id") or "").startswith("p-bar")]
    assert {r.get("height") for r in bars} == {"19"}
    low = max(float(r.get("y")) + 19 for r in bars)
    axis = next(t for t in root.iter(f"{SVG}text") if t.text == "Points")
    assert low < float(axis.get("y")) < float(root.get("viewBox").split()[3])
    for line in root.iter(f"{SVG}line"):
        if line.get("class") == "ink-line":  # the total, as high as a bar
            assert float(line.get("y2")) - float(line.get("y1")) == pytest.approx(19, abs=0.1)


def test_schools_are_named_by_their_own_numbers():
    schools = sample.schools()
    scores = score(schools.card, schools.table, ids="school")
    shown = sample_report("en").sections[9].tables[1][1]
    assert shown["id"] == [str(scores.ids[i]) for i in np.argsort(-scores.total)[:5]]


def test_a_column_names_what_is_wrong_with_it():
    for options, argument in (({"full": 0}, "full"), ({"decimals": 16}, "decimals"),
                              ({"kind": "x"}, "kind")):  # fmt: skip
        refused_as(lambda o=options: Column([1.0], **o), argument, None, None, None)


def test_tables_of_other_axes_have_heads_in_the_language():
    result = skm.index(np.full((4, 9), 3), by=list("aabb"))
    english, indonesian = (
        [list(table) for _, table in tables_of(result, language)[1:]] for language in ("en", "id")
    )
    assert english[0][:2] == ["item", "item mean a"]
    assert indonesian[0][:2] == ["unsur", "rata-rata unsur a"]


def test_every_chapter_of_the_survey_has_words():
    whole = skm.index(np.full((4, 9), 3))
    root = read(report.skm(whole))
    for part in root.all("section"):
        words = part.text.replace(part.one("h3").text, "").strip()
        assert words, part.one("h3").text
        assert all(caption.text.strip() for caption in part.all("caption"))
