"""Run the tests of the examples, and fail where one was skipped: here everything is installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    command = [sys.executable, "-m", "pytest", "examples", "--durations=5"]
    done = subprocess.run(  # noqa: S603 - the command is written above
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout)  # noqa: T201
    skipped = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    if skipped:
        sys.exit("An example was skipped:\n" + "\n".join(skipped))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
