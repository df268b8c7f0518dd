"""The command as a process: its exit codes, its two streams, and being ended from outside."""

import signal
import subprocess
import sys
import time

import pytest

from kinerja import __main__

COMMAND = [sys.executable, "-m", "kinerja"]


def run(*arguments, **options):
    return subprocess.run(  # noqa: S603 - this interpreter
        [*COMMAND, *map(str, arguments)], check=False, capture_output=True, text=True, **options
    )


def test_what_is_written_what_is_refused_and_what_is_no_command(tmp_path):
    done = run("template", "need", "-o", tmp_path / "n.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "n.csv").read_text("utf-8") == "unit,analis,operator\n"
    done = run("score", "none.json", "none.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kinerja: ")
    assert len(done.stderr.splitlines()) == 1
    done = run("skore")
    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'skore'" in done.stderr


def test_ended_from_outside_it_takes_back_what_is_half_written(tmp_path):
    (tmp_path / "old.csv").write_text("old")
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from kinerja import __main__\n"
        "from kinerja._sheets.files import write_whole\n"
        "def fill(file):\n"
        "    file.write(b'half')\n"
        "    file.flush()\n"
        "    time.sleep(60)\n"
        "__main__.main = lambda: write_whole(Path(sys.argv[1]), fill)\n"
        "__main__.entry()\n"
    )
    process = subprocess.Popen(  # noqa: S603 - this interpreter
        [sys.executable, "-c", script, str(tmp_path / "old.csv")]
    )
    begun = time.monotonic()
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < begun + 50:
        time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == 2  # the half of a file beside its place
    process.send_signal(signal.SIGTERM)
    assert process.wait(50) == 143
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text() == "old"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "kinerja: interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (OSError("no space\nleft"), 2, "kinerja: no space left\n"),
        (RuntimeError("x\x1b[31m"), 2, "kinerja: x\\x1b[31m\n"),
        (ValueError("2 faults in a:\n one\n two"), 2, "kinerja: 2 faults in a:\none\ntwo\n"),
    ],
)
def test_what_breaks_off_has_its_exit_code(monkeypatch, capsys, error, code, said):
    def breaks(_):
        raise error

    monkeypatch.setattr(__main__, "_answer", breaks)
    assert __main__.main([]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", said)
