"""Settings shared by every test."""

import os
import sys
from pathlib import Path

from hypothesis import Phase, settings

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
