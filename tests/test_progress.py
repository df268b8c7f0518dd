"""How a long run tells that it is getting on."""

import sys

import pytest
import tqdm

from kinerja._progress import reporter
from kinerja.errors import InputError


class Bar:
    """What a bar of tqdm is told."""

    def __init__(self, *, total, desc):
        self.total, self.desc, self.steps, self.closed = total, desc, [], 0

    def update(self, new):
        self.steps.append(new)

    def close(self):
        self.closed += 1


def test_a_bar_moves_to_its_end_and_is_closed_there(monkeypatch):
    bars = []
    monkeypatch.setattr(tqdm, "tqdm", lambda **told: bars.append(Bar(**told)) or bars[-1])
    tell = reporter(True, 10, "permutations")
    for new in (4, 0, 3):
        tell(new)
    (bar,) = bars
    assert (bar.total, bar.desc, bar.steps, bar.closed) == (10, "permutations", [4, 0, 3], 0)
    tell(9)  # more than there was to do
    assert (bar.steps, bar.closed) == ([4, 0, 3, 3], 1)


def test_a_function_is_told_what_is_done_and_of_how_many():
    told = []
    tell = reporter(lambda done, total: told.append((done, total)), 5, "x")
    for new in (2, 2, 2):
        tell(new)
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_nobody_is_told_and_no_bar_is_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    tell = reporter(False, 3, "x")
    assert tell(2) is None


@pytest.mark.parametrize("odd", [None, 1, 0, "yes", [print]])
def test_what_is_neither_is_refused(odd):
    with pytest.raises(InputError, match=r"True, False or a function of \(done, total\)") as caught:
        reporter(odd, 3, "x")
    assert (caught.value.argument, caught.value.code) == ("progress", "unknown_option")
