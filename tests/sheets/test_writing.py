"""What is written, where it may be written, and that it comes back."""

import errno
import os
import stat
import subprocess
import sys

import numpy as np
import openpyxl
import pandas as pd
import pytest

from kinerja import Indicator, Scorecard, score, sheets
from kinerja.errors import InputError
from kinerja.indicators import Linear

CARD = Scorecard(
    code="c",
    name="C",
    parts=(
        Indicator(code="a", name="A", scale=Linear(worst=0, best=100)),
        Indicator(code="b", name="B", scale=Linear(worst=0, best=10)),
    ),
)
HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@x",
    "\tx",
    "a\x1b[31m",
    "'=1",
    "'t was",
    "_x0041_",
]


def scores(ids=("007", "008", "198501012010011001")):
    return score(CARD, {"a": [1, 2.5, np.nan], "b": [5, 6, 7]}, ids=ids, missing="reweight")


def test_a_workbook_comes_back(tmp_path):
    path = tmp_path / "out.xlsx"
    result = scores()
    sheets.write(path, {"Skor": result, "a/b": {"id": [1, 2], "x": [1234567.5, 2.0]}})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Skor", "a b", "Notes"]
    assert book["Skor"]["A2"].data_type == "s"
    assert book["a b"]["A2"].value == "1"  # an id is text
    assert book["a b"]["B2"].number_format == "#,##0.00"
    assert book["Skor"].freeze_panes == "B2"
    assert CARD.fingerprint in [row[3].value for row in book["Notes"]]
    back = sheets.read(path, ids="id")
    assert back.ids.tolist() == result.ids.tolist()
    np.testing.assert_array_equal(back["total"], result.total)
    assert np.isnan(back["values_a"][2])


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_hostile_text_comes_back_and_never_runs(name, tmp_path):
    path = tmp_path / name
    sheets.write(path, {"t": {"text": HOSTILE, "x": list(range(len(HOSTILE)))}})
    if name.endswith("xlsx"):
        cells = [row[0] for row in openpyxl.load_workbook(path)["t"].iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.quotePrefix for cell in cells} == {True}
    else:
        for line in path.read_text("utf-8").splitlines()[1:]:
            assert line.lstrip('"')[0] not in "=+-@\t\r"
    # Spaces around a text are taken off, with a note; behind an apostrophe they are part of it.
    expected = HOSTILE if name.endswith("csv") else [text.strip() for text in HOSTILE]
    assert sheets.read(path)["text"].tolist() == expected


def test_csv_is_written_in_the_dialect_that_was_read(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Nama;Nilai\nA;80,5\nB;1.080,125\n", "utf-8")
    sheet = sheets.read(source)
    sheets.write(tmp_path / "out.csv", {"x": sheet})
    assert (tmp_path / "out.csv").read_text("utf-8") == "Nama;Nilai\nA;80,5\nB;1080,125\n"
    # 1,125 alone could be a thousand: it is written so that it cannot
    sheets.write(
        tmp_path / "o2.csv",
        {"x": {"n": ["p", "q"], "v": [1.125, 2.0]}},
        dialect=sheets.Dialect(";", ","),
    )
    assert sheets.read(tmp_path / "o2.csv")["v"].tolist() == [1.125, 2.0]


def test_json(tmp_path):
    sheets.write(tmp_path / "out.json", {"scores": scores(), "t": {"x": [1.0, float("nan")]}})
    text = (tmp_path / "out.json").read_text("utf-8")
    assert '"t": {\n  "x": [\n   1.0,\n   null' in text


def test_a_file_keeps_its_mode_and_a_link_stays(tmp_path):
    path = tmp_path / "real.csv"
    path.write_text("old")
    path.chmod(0o600)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    sheets.write(link, {"x": {"a": [1]}})
    assert link.is_symlink()
    assert path.read_text() == "a\n1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_devices_pipes_folders_and_inputs_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "null.csv").symlink_to("/dev/null")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    found = {
        "pipe.csv": f"a device or a pipe at '{tmp_path}/pipe.csv'",
        "folder.csv": f"a folder at '{tmp_path}/folder.csv'",
        "null.csv": f"a device or a pipe at '{tmp_path}/null.csv'",
        "loop.csv": f"'{tmp_path}/loop.csv', a link that leads in a circle",
        "nowhere/out.csv": f"'{tmp_path}/nowhere'",
        "out.pdf": "'out.pdf'",
    }
    for name, said in found.items():
        with pytest.raises(InputError, match="expected") as caught:
            sheets.write(tmp_path / name, {"x": {"a": [1]}})
        assert caught.value.found == said
        assert (caught.value.argument, caught.value.code) == (
            "path", "unknown_option" if name == "out.pdf" else "invalid_input",
        )  # fmt: skip
    assert os.path.exists("/dev/null")
    source = tmp_path / "in.csv"
    source.write_text("a\n1\n")
    (tmp_path / "same.csv").symlink_to(source)
    for name in ("in.csv", "same.csv"):
        with pytest.raises(InputError, match="another file than the input"):
            sheets.write(tmp_path / name, {"x": {"a": [1]}}, inputs=[source])
    assert source.read_text() == "a\n1\n"


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_text("old")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        sheets.write(path, {"x": {"a": [1]}})
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_file_that_may_not_grow_is_not_half_written(name, tmp_path):
    script = (
        "import resource, sys\n"
        "from kinerja import sheets\n"
        "from kinerja.errors import InputError\n"
        "import openpyxl, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n"
        "    sheets.write(sys.argv[1], {'x': {'a': list(range(9000))}})\n"
        "except InputError:\n"
        "    sys.exit(7)\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, str(tmp_path / name)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_named(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        sheets.write(tmp_path / "out.csv", {"x": {"a": [1]}})


def test_what_cannot_be_written_is_refused_before_anything_is(tmp_path):
    with pytest.raises(InputError, match="32,767 characters"):
        sheets.write(tmp_path / "o.xlsx", {"x": {"a": ["y" * 40_000]}})
    sheets.write(tmp_path / "o.csv", {"x": {"a": ["y" * 40_000], "b": [1]}})
    assert len(sheets.read(tmp_path / "o.csv")["a"][0]) == 40_000
    with pytest.raises(InputError, match="one table for a CSV file"):
        sheets.write(tmp_path / "p.csv", {"x": {"a": [1]}, "y": {"a": [1]}})
    with pytest.raises(InputError, match="mapping from name to result"):
        sheets.write(tmp_path / "p.csv", [1])
    with pytest.raises(InputError, match="columns of one length"):
        sheets.write(tmp_path / "p.csv", {"x": {"a": [1], "b": [1, 2]}})
    with pytest.raises(InputError, match="a result or a table"):
        sheets.write(tmp_path / "p.csv", {"x": 3})
    assert [item.name for item in tmp_path.iterdir()] == ["o.csv"]


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        (-1, "dialect"),
        (sheets.Dialect(";;"), "dialect.separator"),
        (sheets.Dialect(3), "dialect.separator"),
        (sheets.Dialect(";", "."), None),
        (sheets.Dialect(";", "x"), "dialect.decimal"),
        (sheets.Dialect(";", ",", "utf-7000"), "dialect.encoding"),
        (sheets.Dialect(";", ",", None), "dialect.encoding"),
        (sheets.Dialect(";", ",", "utf\0"), "dialect.encoding"),
    ],
)
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_dialect_in_which_no_file_can_be_written_is_named(tmp_path, odd, told, name):
    path = tmp_path / name
    if told is None:
        sheets.write(path, {"t": {"a": [1.5]}}, dialect=odd)
        assert path.exists()
        return
    with pytest.raises(InputError) as caught:
        sheets.write(path, {"t": {"a": [1.5]}}, dialect=odd)
    assert caught.value.argument == told
    assert not path.exists()


@pytest.mark.parametrize("argument", ["max_cells", "header", "sheet"])
def test_a_length_of_time_is_no_whole_number(tmp_path, argument):
    path = tmp_path / "in.xlsx"
    sheets.write(path, {"t": {"a": [1.5]}})
    with pytest.raises(InputError) as caught:
        sheets.read(path, **{argument: np.timedelta64(1, "D")})
    assert caught.value.argument == argument


@pytest.mark.parametrize("name", ["in.csv", "in.xlsx"])
@pytest.mark.parametrize("header", [10**400, 2**64, 10**6])
def test_a_heading_below_the_last_row_is_refused(tmp_path, name, header):
    path = tmp_path / name
    sheets.write(path, {"t": {"a": [1.5]}})
    with pytest.raises(InputError) as caught:
        sheets.read(path, header=header)
    assert caught.value.argument == "header"


def test_an_infinite_number_of_a_file_is_kept_and_refused_where_it_is_computed_with(tmp_path):
    path = tmp_path / "in.parquet"
    pd.DataFrame({"a": [1.0, np.inf], "b": [5.0, 6.0]}).to_parquet(path)
    sheet = sheets.read(path)
    assert sheet["a"].tolist() == [1.0, np.inf]
    with pytest.raises(InputError, match="row 1") as caught:
        score(CARD, sheet)
    assert caught.value.code == "infinite_value"
