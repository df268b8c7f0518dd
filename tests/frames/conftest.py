"""One fixture gives every engine; an engine that is not installed is skipped by name."""

import functools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from engines_for_tests import MAKERS, is_there


@functools.cache
def made(name):
    return MAKERS[name]()


@pytest.fixture(params=list(MAKERS))
def engine(request):
    if not is_there(request.param):
        pytest.skip(f"{request.param} is not installed")
    return made(request.param)
