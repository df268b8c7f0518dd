"""Files broken at random are read, or refused in words; `make fuzz` searches longer."""

import random
import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from fuzz_readers import TARGETS, mutations, one, seeds


@pytest.mark.parametrize("target", TARGETS)
def test_broken_files_are_read_or_refused(target):
    files = seeds(target)
    for data in (*files, *islice(mutations(files, random.Random(7)), 150)):  # noqa: S311
        one(target, data)
