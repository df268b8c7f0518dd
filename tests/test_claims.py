"""What README.md claims of speed is what `python -m benchmarks claims` measures, no more."""

import re
import sys
import types
from contextlib import nullcontext
from pathlib import Path

import pytest

from kinerja import _threads

ROOT = Path(__file__).parent.parent


def rows():
    part = (ROOT / "README.md").read_text("utf-8").split("## Speed")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [(work, peer, float(least)) for work, peer, least in cells[1:]]


def test_every_claim_is_measured(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.bench_claims import claims

    assert rows() == [(claim.work, claim.peer, claim.least) for claim in claims()]


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_no_page_claims_a_speed_elsewhere(page):
    text = (ROOT / page).read_text("utf-8")
    text = (
        text.replace(text.split("## Speed")[1].split("\n## ")[0], "")
        if "## Speed" in text
        else text
    )
    said = re.findall(
        r"(?i)\b(?:faster|quicker|times as (?:fast|quick)|[\d.]+ ?(?:ms|seconds))\b", text
    )
    assert said == []


@pytest.mark.parametrize(
    ("size", "limited"), [(_threads.SMALL - 1, [(1, "blas")]), (_threads.SMALL, [])]
)
def test_small_matrices_have_one_thread(size, limited, monkeypatch):
    asked = []

    def threadpool_limits(*, limits, user_api):
        asked.append((limits, user_api))
        return nullcontext()

    fake = types.SimpleNamespace(threadpool_limits=threadpool_limits)
    monkeypatch.setitem(sys.modules, "threadpoolctl", fake)
    with _threads.threads_for(size):
        assert asked == limited
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)  # not installed: nothing is limited
    with _threads.threads_for(1):
        assert asked == limited
