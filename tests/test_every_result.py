"""results of every module: each array says on which axes it stands, and looks the part."""

import importlib
import pkgutil
import typing
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

import kinerja
from kinerja._results.axes import Axis, _metadata, layout
from kinerja._words import words
from kinerja.results import Result


def classes():
    for module in pkgutil.walk_packages(kinerja.__path__, "kinerja."):
        if not module.name.endswith("__main__") and "_engine" not in module.name:
            importlib.import_module(module.name)
    found, queue = {}, [Result]
    while queue:
        for kind in queue.pop().__subclasses__():
            if kind.__module__.startswith("kinerja."):
                found[f"{kind.__module__}.{kind.__name__}"] = kind
            queue.append(kind)
    return found


CLASSES = classes()


def holds_an_array(hint):
    if hint is np.ndarray or typing.get_origin(hint) is np.ndarray:
        return True
    return any(holds_an_array(inner) for inner in typing.get_args(hint))


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_array_names_its_axes(name):
    kind = CLASSES[name]
    hints = get_type_hints(kind, include_extras=True)
    without = [
        item.name
        for item in fields(kind)
        if holds_an_array(hints[item.name]) and _metadata(hints[item.name], Axis) is None
    ]
    assert not without


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_axis_that_is_labelled_is_labelled_by_what_is_there(name):
    kind = CLASSES[name]
    for paths in kind._keys.values():
        for path in (paths,) if isinstance(paths, str) else paths:
            assert hasattr(kind, path.split(".", maxsplit=1)[0]), path
    assert set(kind._cells) <= set(layout(kind).axes)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_the_schema_describes_every_field(name):
    schema = CLASSES[name].json_schema()
    assert schema["description"]
    assert set(schema["properties"]) >= {item.name for item in CLASSES[name]._stored()}


def test_the_gallery_shows_every_class():
    page = (Path(__file__).parents[1] / "docs" / "results_gallery.md").read_text("utf-8")
    shown = {kind.__name__ for kind in CLASSES.values()}
    assert not {name for name in shown if f"## {name}\n" not in page}


def test_results_about_the_same_people_join_on_id():
    from kinerja.competency import gaps, nine_box
    from kinerja.indicators import Identity, Indicator, Scorecard
    from kinerja.ranking import saw
    from kinerja.scoring import compare, recognize, score, trend

    ids = ["a", "b", "c"]
    card = Scorecard(code="c", name="c", parts=(Indicator(code="x", name="x", scale=Identity()),))
    scores = score(card, [[80], [60], [70]], ids=ids)
    later = score(card, [[82], [65], [70]], ids=ids)
    others = [
        later,
        compare(scores, later),
        trend([[80, 82, 84], [60, 65, 66], [70, 70, 71]], ids=ids),
        recognize([80.0, 60, 70], [1.0, 1, 1], count=1, ids=ids),
        gaps([[1.0], [2], [3]], [2], ids=ids),
        nine_box([1.0, 2, 3], [1.0, 2, 3], performance_cuts=[1.5, 2.5], potential_cuts=[1.5, 2.5],
                 ids=ids),
        saw([[1, 2], [2, 1], [3, 3]], [1, 1], ids=ids),
    ]  # fmt: skip
    frame = scores.to_frame(backend="pandas")
    for other in others:
        joined = frame.merge(other.to_frame(backend="pandas"), on="id", suffixes=("", "_other"))
        assert joined["id"].tolist() == ids


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_title_and_head_is_there_in_indonesian(name):
    kind = CLASSES[name]
    said = words("id").results
    assert kind.__name__ in said.titles or kind._headline is not Result._headline
    held = layout(kind)
    names = {*(item.name for item in (*held.fields, *held.singles)), *held.axes} - {"ids"}
    unknown = [one for one in names if not _known(said, one)]
    assert not unknown, "name these fields in kinerja/_words/heads_id.py"


def _known(said, name):
    rest, _, last = name.rpartition("_")
    known = name in said.heads or name in said.short
    return known or (last in said.endings and _known(said, rest))
