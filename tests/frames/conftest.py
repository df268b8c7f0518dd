"""One fixture gives every engine; an engine that is not installed is skipped by name."""

import functools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from engines_for_tests import MAKERS, why_not


@functools.cache
def made(name):
    return MAKERS[name]()


@pytest.fixture(params=list(MAKERS))
def engine(request):
    reason = why_not(request.param)
    if reason is not None:
        pytest.skip(reason)
    return made(request.param)


@pytest.fixture(params=[name for name in MAKERS if name not in {"pandas", "pyarrow", "polars"}])
def lazy(request):
    reason = why_not(request.param)
    if reason is not None:
        pytest.skip(reason)
    return made(request.param)
