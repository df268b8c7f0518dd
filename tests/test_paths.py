"""Places of files that a caller gives."""

from pathlib import Path

import pytest

from kinerja import Scorecard, sheets
from kinerja._paths import path_of
from kinerja.errors import InputError


class Somewhere:
    """What the system takes for a path."""

    def __init__(self, place):
        self.place = place

    def __fspath__(self):
        return self.place


@pytest.mark.parametrize("given", ["a/b.csv", Path("a/b.csv"), Somewhere("a/b.csv"), "a//b.csv/"])
def test_whatever_names_a_file_is_its_path(given):
    assert path_of(given) == Path("a") / "b.csv"


@pytest.mark.parametrize(
    "odd",
    [None, 3, b"a.csv", ["a.csv"], "", "/", ".", "a\0.csv", "a\udc80\ud800.csv",
     Somewhere(b"a.csv"), Somewhere(3)],
)  # fmt: skip
@pytest.mark.parametrize("argument", ["path", "inputs"])
def test_what_names_no_file_is_refused_by_its_argument(odd, argument):
    with pytest.raises(InputError, match=r"the path of a file, as text or pathlib\.Path") as caught:
        path_of(odd, argument)
    assert (caught.value.argument, caught.value.code) == (argument, "wrong_type")


def test_readers_and_writers_refuse_it_alike(tmp_path):
    for call in (
        lambda odd: sheets.read(odd),
        lambda odd: sheets.write(odd, {"x": {"a": [1]}}),
        lambda odd: sheets.write(tmp_path / "a.csv", {"x": {"a": [1]}}, inputs=[odd]),
        lambda odd: Scorecard.load(odd),
    ):
        with pytest.raises(InputError, match="the path of a file"):
            call("a\ud800.csv")
    assert list(tmp_path.iterdir()) == []
