"""The check of public names finds what breaks calls, and nothing else."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from api_faults import breakages, read

TOOLS = Path(__file__).parents[1] / "tools"
OLD = "(card, data, *, ids=..., by=...)"


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        "(card, data, *, ids=..., by=..., missing=...)",
        "(card, data, ids=..., by=...)",
        "(card, data=..., *, by=..., ids=...)",
        "(card, data, *more, ids=..., by=...)",
        "(card, data, **options)",
    ],
)
def test_what_every_former_call_still_fits(new):
    assert breakages({"m.f": OLD}, {"m.f": new, "m.g": "()"}) == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("(card, table, *, ids=..., by=...)", "m.f: argument 'data' is gone"),
        ("(data, card, *, ids=..., by=...)", "m.f: argument 'card' is no longer in place 1"),
        ("(card, *, data, ids=..., by=...)", "can no longer be given by its place"),
        ("(card, data, *, ids=...)", "m.f: argument 'by' is gone"),
        ("(card, data, *, ids, by=...)", "m.f: argument 'ids' is now required"),
        ("(card, data, *, ids=..., by=..., level)", "m.f: argument 'level' is now required"),
        ("(card, data, /, *, ids=..., by=...)", "m.f: argument 'card' is gone"),
        ("", "m.f is no function any more"),
    ],
)
def test_what_a_former_call_trips_over(new, said):
    assert said in "\n".join(breakages({"m.f": OLD}, {"m.f": new}))


def test_places_without_names_may_be_renamed():
    assert breakages({"m.f": "(x, /)"}, {"m.f": "(values, /)"}) == []
    assert breakages({"m.f": "(x, /)"}, {"m.f": "(x, y, /)"}) == [
        "m.f: argument 'y' is now required"
    ]


def test_a_name_that_is_gone():
    assert breakages({"m.C": "", "m.C.total": ""}, {"m.C": ""}) == ["m.C.total is gone"]


def test_the_stored_names_are_read_and_hold_the_contract():
    stored = read((TOOLS / "public_api.txt").read_text("utf-8"))
    assert stored["kinerja.scoring.score"].startswith("(card, data, *, ids=...")
    assert "kinerja.scoring.Scores.total" in stored
    assert breakages(stored, stored) == []
