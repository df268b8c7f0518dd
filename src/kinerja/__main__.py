"""Command line: without a command the sample report; commands work on one's own files."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import Any

from .errors import InputError


def _sentence(error: Exception) -> str:
    """Say what is wrong on one line; the faults of a card keep their lines."""
    from ._commands.answer import printable

    text = str(error)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return printable("\n".join(lines) if "faults in" in lines[0] else " ".join(lines))


def _answer(options: Any) -> tuple[str, int]:
    if options.command is None or (options.command == "report" and options.place is None):
        from ._cli.report import printed_report, write_page

        names = {"--reply-to": "reply_to", "--starts": "starts"}
        alone = [name for name, field in names.items() if getattr(options, field, None) is not None]
        if alone:
            raise InputError.about(
                alone[0],
                code="contradiction",
                expected="a folder or a configuration with it",
                found="the sample report",
                hint="Its letters name an office and a plan of their own.",
            )
        page = options.html or getattr(options, "output", None)
        if page is not None:
            return write_page(page, options.language), 0
        return printed_report(options.language), 0
    if options.html is not None:
        raise InputError.about(
            "--html",
            code="contradiction",
            expected="no command: it is for the sample report",
            found=f"the command {options.command!r}",
            hint=f"Write -o {options.html} after the command.",
        )
    from ._commands.run import run

    return run(options)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code.

    0: done; 1: done, with something that needs a look; 2: refused, with one line that says why.

    Examples
    --------
    >>> main(["score", "no-such-card.json", "data.csv"])
    2
    """
    from ._commands.parser import language_anywhere, parser

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(language_anywhere(sys.argv[1:] if argv is None else argv))
    try:
        text, code = _answer(options)
        print(text)
    except BrokenPipeError:
        return 0  # the reader has seen enough
    except (ValueError, OSError, RuntimeError) as error:
        print(f"kinerja: {_sentence(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kinerja: interrupted", file=sys.stderr)
        return 130
    return code


def entry() -> None:
    """Entry point of the ``kinerja`` command."""
    # Ended from outside, a command takes back what it has half written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())


if __name__ == "__main__":
    entry()
