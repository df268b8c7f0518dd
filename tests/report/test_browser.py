"""Pages in a browser: nothing is said on the console, nothing asked for, nothing juts out.

Needs Chromium (Debian: ``apt install chromium``), and for the rules of accessibility axe-core: the
variable AXE names its ``axe.min.js`` (the package axe-playwright-python has one). The checks before
a landing fetch both, and fail where a page was not tested.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kinerja import report, sample
from kinerja.__main__ import main
from kinerja.schemes import skm

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
AXE = os.environ.get("AXE", "")
HOSTILE = [
    "<script>document.title='x'</script>",
    '"><img src=//example.org/x onerror=alert(1)>',
    "</style></script><!--",
    "\u202eevil عربي",
    "W" * 200,
    "\U0001f469\u200d\U0001f3eb",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    place = tmp_path_factory.mktemp("pages")
    assert main(["--html", str(place / "sample.html"), "--language", "id"]) == 0
    section = report.Section(
        HOSTILE[0],
        text=[*HOSTILE, "\n".join(HOSTILE)],
        tables=[(label, {label: HOSTILE, "n": list(range(6))}) for label in HOSTILE],
        method=HOSTILE,
    )
    made = {
        "hostile": report.html([section, section], title="".join(HOSTILE), lead=HOSTILE),
        "leader": report.of([sample.office(), sample.city()], language="id"),
        "head": report.of([sample.office(), sample.city()], reader="head", whose="primary schools"),
        "employee": report.of(sample.office(), reader="employee", whose="P17"),
        "analyst": report.of([sample.office(), sample.city()], reader="analyst", language="id"),
        "skm": report.skm(skm.index([[3] * 9, [4] * 9, [2] * 9])),
    }
    for name, text in made.items():
        (place / f"{name}.html").write_text(text, "utf-8")
    return place


NAMES = ("sample", "hostile", "leader", "head", "employee", "analyst", "skm")


def browser(place, *options):
    """Run Chromium over a page; returns what it prints and what the console says."""
    done = subprocess.run(  # noqa: S603
        [
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--virtual-time-budget=20000", f"--user-data-dir={place.parent / 'profile'}", *options,
            place.as_uri(),
        ],
        capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def answer(place):
    """What a script of the test has written into the page."""
    text, _ = browser(place, "--dump-dom")
    found = re.search(r'<pre id="answer">(.*?)</pre>', text, re.DOTALL)
    assert found, text[-2000:]
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("name", NAMES)
def test_the_console_is_silent_and_nothing_is_loaded(pages, name):
    # A request would be refused by the page's own policy, and the refusal stands on the console.
    text, console = browser(pages / f"{name}.html", "--dump-dom")
    assert console == []
    assert 'class="js"' in text  # its own script ran


@pytest.mark.parametrize("name", NAMES)
def test_nothing_juts_out_at_any_width(pages, name):
    inside = html.escape((pages / f"{name}.html").read_text("utf-8"))
    frames = "".join(
        f'<iframe width="{width}" height="800" srcdoc="{inside}"></iframe>'
        for width in (375, 820, 1280)
    )
    script = (
        "onload=()=>{const over=[...document.querySelectorAll('iframe')].map(f=>{"
        "const d=f.contentDocument.documentElement;return d.scrollWidth-d.clientWidth});"
        "const p=document.createElement('pre');p.id='answer';p.textContent=JSON.stringify(over);"
        "document.querySelectorAll('iframe').forEach(f=>f.remove());document.body.append(p)}"
    )
    place = pages / f"frames-{name}.html"
    place.write_text(f"<!DOCTYPE html><body>{frames}<script>{script}</script>", "utf-8")
    assert answer(place) == [0, 0, 0]


def test_sorting_leaves_totals_at_the_foot(pages):
    text = (pages / "employee.html").read_text("utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    # After each click on a head: what the rows are sorted by, and the last row.
    run = (
        "const t=document.querySelector('table.data'),seen=[];"
        "[0,0,0,2,2].forEach(i=>{t.querySelectorAll('thead button')[i].click();"
        "const rows=[...t.rows].slice(1);"
        "seen.push([rows.map(r=>r.cells[i].textContent.trim()),rows.at(-1).cells[0].textContent])});"
        "const p=document.createElement('pre');p.id='answer';p.textContent=JSON.stringify(seen);"
        "document.body.append(p)"
    )
    place = pages / "sorted.html"
    place.write_text(text.replace("</body>", f"<script>{run}</script></body>"), "utf-8")
    up, down, first, rising, falling = answer(place)
    assert up[0][:-1] == sorted(up[0][:-1])
    assert down[0][:-1] == up[0][:-1][::-1]
    assert first[0][0] == "Attendance"
    points = [float(x) for x in rising[0][:-1]]
    assert points == sorted(points)
    assert [float(x) for x in falling[0][:-1]] == points[::-1]
    assert {one[1] for one in (up, down, first, rising, falling)} == {"sum"}


@pytest.mark.skipif(not AXE, reason="axe-core is not at hand (AXE names its axe.min.js)")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation(pages, name, theme):
    text = (pages / f"{name}.html").read_text("utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    if theme == "dark":
        text = text.replace("(prefers-color-scheme:dark)", "all")
    run = (
        "axe.run().then(r=>{const p=document.createElement('pre');p.id='answer';"
        "const found=r.violations.map(v=>[v.id,v.nodes[0].html]);"
        "p.textContent=JSON.stringify([r.passes.length,found]);"
        "document.body.append(p)})"
    )
    axe = Path(AXE).read_text("utf-8").replace("</script", "<\\/script")
    place = pages / f"axe-{theme}-{name}.html"
    place.write_text(
        text.replace("</body>", f"<script>{axe}</script><script>{run}</script></body>"), "utf-8"
    )
    passes, violations = answer(place)
    assert violations == []
    assert passes > 20


@pytest.mark.parametrize(("name", "most"), [("sample", 25), ("leader", 1), ("skm", 12)])
def test_it_prints_on_sheets_of_a4(pages, name, most):
    pdf = pages / f"{name}.pdf"
    browser(pages / f"{name}.html", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    data = pdf.read_bytes()
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert {(round(float(w)), round(float(h))) for w, h in sheets} == {(595, 842)}  # in points
    assert len(sheets) <= most
