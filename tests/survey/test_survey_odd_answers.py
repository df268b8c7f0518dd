"""Answers of unusual kinds: very large codes, and a list among plain answers."""

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.survey import Design, proportion

EQUAL = Design(weights=np.ones(4))


@pytest.mark.parametrize("code", [2**63, -(2**63) - 1, 10**40, 2**63 - 1])
def test_a_code_that_no_machine_number_holds_is_a_category(code):
    found = proportion([code, 3, 3, code], EQUAL)
    assert dict(zip(found.variable.tolist(), found.value.tolist(), strict=True)) == {
        code: 0.5,
        3: 0.5,
    }


@pytest.mark.parametrize("odd", [[1], (1, 2), []])
@pytest.mark.parametrize("at", [0, 2])
def test_a_list_among_answers_is_refused(odd, at):
    answers = [1.0, 2.0, 2.0, 1.0]
    answers[at] = odd
    with pytest.raises(InputError, match="`y`"):
        proportion(answers, EQUAL)


def test_rows_of_lists_are_questions():
    found = proportion([["a", "x"], ["b", "x"], ["a", "y"], ["a", "x"]], EQUAL)
    assert found.value.tolist() == [0.75, 0.25, 0.75, 0.25]
