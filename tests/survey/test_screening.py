"""survey, screening: each finding by hand, laws, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._survey.screening import FINDINGS, screen
from kinerja.errors import InputError

NAN = float("nan")


def findings(out):
    return list(zip(out.row.tolist(), out.finding.tolist(), strict=True))


def test_each_finding_by_hand():
    answers = {
        "q1": [4, 3, 3, 3, NAN, 1, 2],
        "q2": [4, 4, 4, 4, NAN, 2, 1],
        "q3": [4, 2, 9, 2, 1, 2.5, 2],
    }
    out = screen(answers, scale=(1, 4), seconds=[60, 62, 58, 61, 60, NAN, 12], ids=list("abcdefg"))
    assert findings(out) == [
        ("a", "straight_lining"),
        ("c", "out_of_scale"),
        ("d", "duplicate"),
        ("e", "missing"),
        ("f", "out_of_scale"),
        ("g", "too_fast"),
    ]
    assert out.detail.tolist() == [
        "4 to all 3 questions answered",
        "q3: 9",
        "the answers of row b",
        "2 of 3 questions without an answer",
        "q3: 2.5",
        # the median of the known times is 60
        "12 seconds, fewer than 30",
    ]
    assert out.flagged.tolist() == [True, False, True, True, True, True, True]
    assert out.counts == {
        "straight_lining": 1,
        "out_of_scale": 2,
        "missing": 1,
        "duplicate": 1,
        "too_fast": 1,
    }


def test_thresholds_are_the_callers():
    x = [[4, 4, NAN], [1, 2, 3]]
    assert findings(screen(x)) == []
    assert findings(screen(x, straight_from=2)) == [(0, "straight_lining")]
    assert findings(screen(x, most_missing=0.3)) == [(0, "missing")]
    assert findings(screen(x, seconds=[50, 5], fastest=10)) == [(1, "too_fast")]
    assert findings(screen([[1.5, 2, 3]], scale=(1, 4), whole=False)) == []


def test_missing_answers_alike_are_duplicates_and_blank_rows_are_not():
    out = screen([[1, NAN, 2], [1, NAN, 2], [NAN] * 3, [NAN] * 3])
    assert findings(out) == [(1, "duplicate"), (2, "missing"), (3, "missing")]


def test_rows_of_one_answer_are_not_duplicates_too():
    assert findings(screen([[4, 4, 4], [4, 4, 4]])) == [
        (0, "straight_lining"),
        (1, "straight_lining"),
    ]


def test_zero_is_zero_with_either_sign():
    assert findings(screen([[0.0, 1.0], [-0.0, 1.0]])) == [(1, "duplicate")]


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(0, 30), k=st.integers(1, 5))
def test_findings_agree_with_a_look_at_every_row(seed, n, k):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 6, (n, k)).astype(float)
    x[rng.random((n, k)) < 0.2] = np.nan
    out = screen(x, scale=(1, 4))
    seen: dict[str, int] = {}
    expected = []
    for i, row in enumerate(x):
        known = row[~np.isnan(row)]
        alike = len(set(known.tolist())) <= 1
        if known.size >= 3 and alike:
            expected.append((i, "straight_lining"))
        if ((known < 1) | (known > 4)).any():
            expected.append((i, "out_of_scale"))
        if k - known.size > k / 2:
            expected.append((i, "missing"))
        if not alike:
            if str(row) in seen:
                expected.append((i, "duplicate"))
            seen.setdefault(str(row), i)
    assert findings(out) == expected
    assert set(out.row.tolist()) == set(np.flatnonzero(out.flagged).tolist())
    assert sum(out.counts.values()) == len(expected)
    assert set(out.counts) == set(FINDINGS)


def test_screening_changes_nothing():
    x = np.array([[4.0, 4.0, 4.0], [9.0, 1.0, 2.0]])
    before = x.copy()
    screen(x, scale=(1, 4))
    assert np.array_equal(x, before)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: screen([["4", "3"]]), "numbers"),
        (lambda: screen([[np.inf, 3]]), "finite"),
        (lambda: screen(np.empty((3, 0))), "at least one question"),
        (lambda: screen([[1, 2]], scale=(4, 1)), "the lowest below the highest"),
        (lambda: screen([[1, 2]], scale=(1, 2, 3)), "`scale`: expected 2 values"),
        (lambda: screen([[1, 2]], seconds=[1, 2]), "`seconds`: expected 1 values"),
        (lambda: screen([[1, 2]], seconds=[-1]), "`seconds`: expected 0 or more"),
        (lambda: screen([[1, 2]], fastest=10), "`seconds`: expected the time each person took"),
        (lambda: screen([[1, 2]], most_missing=50), "`most_missing`"),
        (lambda: screen([[1, 2]], straight_from=1), "`straight_from`"),
        (lambda: screen([[1, 2], [2, 1]], ids=["a", "a"]), "every id once"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()
