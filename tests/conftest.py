"""Settings shared by every test."""

import functools
import os
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kinerja.errors import CODES, KinerjaError

sys.path.insert(0, str(Path(__file__).parent))  # strategies.py serves several test modules

# Nothing to collect: two are for mypy alone, and this file shares its name with that of examples/.
collect_ignore = ["typing/service.py", "typing/tables.py", "conftest.py"]

# The same examples on every run: a change is judged by what it changes, not by luck. To search
# further, set EXPLORE to a number of examples; they are then drawn afresh.
settings.register_profile("default", deadline=None, max_examples=60, derandomize=True)
if os.environ.get("EXPLORE"):
    settings.register_profile("explore", deadline=None, max_examples=int(os.environ["EXPLORE"]))
# Few and fixed, and no time spent on the smallest counterexample: `make mutate` asks only whether
# a test fails.
settings.register_profile(
    "mutation",
    deadline=None,
    max_examples=int(os.environ.get("MUTATION_EXAMPLES", "20")),
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
profile = os.environ.get("HYPOTHESIS_PROFILE") or "default"
settings.load_profile("explore" if os.environ.get("EXPLORE") else profile)


@pytest.fixture(scope="session", autouse=True)
def codes_of_errors():
    """Whatever test meets an error: its code is one of those that programs are told of."""
    known = {code for kind in CODES.values() for code in kind}
    made = KinerjaError.__init__

    @functools.wraps(made)
    def checked(self, message, **facts):
        made(self, message, **facts)
        assert self.code in known, f"{self.code!r} is no code of kinerja.errors.CODES"
        assert facts.get("code", self.code) is not None, "a code that is given is not None"

    KinerjaError.__init__ = checked
    yield
    KinerjaError.__init__ = made
