"""A picture leaves nothing behind, takes axes, and is written the same way twice."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from kinerja import plotting
from kinerja.errors import InputError
from kinerja.survey import Design, mean

RESULT = mean([3, 4, 2, 3, 4, 4.0], Design(), by=list("aaabbb"))


def test_the_same_bytes_twice_with_ids_of_their_own():
    first = plotting.svg(plotting.estimates(RESULT), prefix="one")
    assert first == plotting.svg(plotting.estimates(RESULT), prefix="one")
    ids = re.findall(r'\sid="([^"]*)"', first)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("one-") for name in ids)
    for target in re.findall(r'(?:href="#|url\(#)([^")]*)', first):
        assert target in ids


def test_it_is_an_image_with_a_title_and_text_that_stays_text():
    text = plotting.svg(plotting.estimates(RESULT), prefix="p")
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("viewBox")
    assert root.get("width") is root.get("height") is None
    svg = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{svg}title").text == "Estimates by domain"
    assert root.find(f"{svg}desc").text == plotting.alt_text(plotting.estimates(RESULT))
    assert any("Estimate" in "".join(t.itertext()) for t in root.iter(f"{svg}text"))
    assert "metadata" not in text


def test_two_figures_share_no_id():
    fig = plotting.estimates(RESULT)
    one, two = (set(re.findall(r'\sid="([^"]*)"', plotting.svg(fig, prefix=p))) for p in ("a", "b"))
    assert not one & two


def test_a_prefix_is_a_name():
    with pytest.raises(InputError, match="prefix"):
        plotting.svg(plotting.estimates(RESULT), prefix='"><')


def test_alternative_text_survives_axes_of_the_caller():
    fig = Figure()
    left, right = fig.subplots(1, 2)
    assert plotting.estimates(RESULT, left) is fig
    plotting.estimates(RESULT, right, language="id")
    assert plotting.alt_text(left).startswith("Estimates by domain.")
    assert "Estimasi per domain." in plotting.alt_text(fig)
    with pytest.raises(InputError, match="fig"):
        plotting.alt_text(Figure())


def test_settings_are_untouched():
    # reading the backend would choose one; that none is chosen says the test below
    names = [name for name in mpl.rcParams if name != "backend"]
    before = [mpl.rcParams[name] for name in names]
    plotting.svg(plotting.estimates(RESULT), prefix="p")
    assert [mpl.rcParams[name] for name in names] == before


def test_nothing_heavy_at_import_and_no_pyplot_afterwards():
    code = (
        "import sys, kinerja.plotting as p\n"
        "assert not {'matplotlib', 'pandas', 'scipy', 'pydantic'} & set(sys.modules)\n"
        "from kinerja.survey import Design, mean\n"
        "p.svg(p.estimates(mean([1, 2, 3.0], Design())), prefix='x')\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_lengths_of_alternative_texts():
    many = mean(np.arange(90.0), Design(), by=[f"{'n' * 190}{i:02}" for i in range(30)] * 3)
    assert 30 <= len(plotting.alt_text(plotting.estimates(many))) <= 2000
