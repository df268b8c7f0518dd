"""The commands that how-to pages print are run, one after the other, as a reader would."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from kinerja.__main__ import main

ROOT = Path(__file__).parents[1]
COMMANDS = {
    page.stem: [
        line.removeprefix("$ kinerja ")
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for line in block.splitlines()
        if line.startswith("$ kinerja ")
    ]
    for page in sorted((ROOT / "docs" / "howto").glob("*.md"))
}


@pytest.mark.parametrize("page", [page for page, commands in COMMANDS.items() if commands])
def test_commands_of_a_page(page, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS[page]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(shlex.split(command))
        assert code in {0, 1}, f"{command}\n{said.getvalue()}"
        out = re.search(r" -o (\S+)", command)
        assert out is None or (tmp_path / out[1]).stat().st_size > 0


def test_pages_are_found():
    assert len(COMMANDS) >= 12
    assert COMMANDS["excel_file"][0].startswith("card new examples/data/rekap_kinerja.xlsx")
