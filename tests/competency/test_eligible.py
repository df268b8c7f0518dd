"""Who may fill which job: every kind of rule, missing values, trainings, tables, refusals."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja.balancing import plan_transfers
from kinerja.competency import Eligibility, Requirement, Rule, Training, eligible
from kinerja.errors import InputError

ORDER = ("SMA", "D3", "S1", "S2")
DEGREE = Rule(code="degree", column="education", order=ORDER, at_least="S1")
AGE = Rule(code="age", column="age", at_most=56)
LAW = Training(name="Law", hours=20, cost=1.5)
CASE = Training(name="Case work", hours=12, cost=1)
CERTIFICATE = Rule(code="certificate", column="certificate", one_of=("law", "both"), after=LAW)
CLEAN = Rule(code="clean", column="sanction", not_one_of=("heavy", "medium"))
PEOPLE = {
    "nip": ["p", "q", "r", "s"],
    "education": ["S1", "D3", "S2", None],
    "age": [56.0, 40.0, np.nan, 57.0],
    "certificate": ["law", "none", None, "both"],
    "sanction": ["none", "heavy", "none", None],
}
JOBS = (
    Requirement(job="judge", rules=(DEGREE, AGE, CERTIFICATE, CLEAN)),
    Requirement(job="guide", rules=()),
    Requirement(job="clerk", rules=(CERTIFICATE,)),
)


def both(rule, values):
    """What a rule says of a column: True, False or None where unknown."""
    who = eligible({"x": values}, [Requirement(job="j", rules=(rule,))])
    return [
        None if unknown else bool(met)
        for met, unknown in zip(who.allowed[:, 0], who.unknown[:, 0], strict=True)
    ]


def test_who_may_fill_which_job():
    who = eligible(PEOPLE, JOBS, ids="nip")
    assert who.allowed.tolist() == [
        [True, True, True],
        [False, True, False],
        [False, True, False],
        [False, True, True],
    ]
    assert who.reasons("p", "judge") == ()
    assert who.reasons("q", "judge") == ("degree", "certificate", "clean")
    assert who.reasons("r", "judge") == ("unknown:age", "unknown:certificate")
    assert who.reasons("s", "judge") == ("unknown:degree", "age", "unknown:clean")
    assert who.reasons("q", "guide") == ()
    # by position too
    assert who.reasons(1, 2) == ("certificate",)
    assert who.after_training[:, 2].tolist() == [True] * 4
    assert who.after_training[:, 0].tolist() == [True, False, False, False]
    assert who.hours[:, 2].tolist() == [0, 20, 20, 0]
    assert who.cost[:, 2].tolist() == [0, 1.5, 1.5, 0]
    assert who.jobs.tolist() == ["judge", "guide", "clerk"]


def test_hours_and_cost_add_up_and_a_training_is_taken_once():
    rules = (
        Rule(code="a", column="a", at_least=1, after=LAW),
        Rule(code="b", column="b", at_least=1, after=CASE),
        Rule(code="c", column="c", at_least=1, after=LAW),
    )
    data = {"a": [0, 1, 0, 1], "b": [0, 0, 1, 1], "c": [0, 1, 0, 1]}
    who = eligible(data, [Requirement(job=7, rules=rules)])
    assert who.hours[:, 0].tolist() == [32, 12, 20, 0]
    assert who.cost[:, 0].tolist() == [2.5, 1, 1.5, 0]
    assert who.after_training.all()
    assert who.allowed[:, 0].tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("test", "values", "expected"),
    [
        ({"at_least": 3}, [2, 3, 4, None], [False, True, True, None]),
        ({"at_most": 3}, [2.0, 3.0, 4.0, np.nan], [True, True, False, None]),
        ({"at_least": 2, "at_most": 3}, [1, 2, 3, 4], [False, True, True, False]),
        ({"at_least": 0.3}, [0.1 + 0.2, 0.3, 0.29], [True, True, False]),
        ({"at_most": 0.3}, [0.1 + 0.2, 0.3, 0.31], [True, True, False]),
        ({"one_of": ("a", "b")}, ["a", "c", None], [True, False, None]),
        ({"one_of": (1, 2)}, [1.0, 3.0, np.nan], [True, False, None]),
        ({"one_of": (True,)}, [True, False, None], [True, False, None]),
        ({"not_one_of": ("a",)}, ["a", "c", None], [False, True, None]),
        ({"order": ("x", "y", "z"), "at_least": "y"}, ["x", "y", "z"], [False, True, True]),
        ({"order": ("x", "y", "z"), "at_most": "y"}, ["x", "y", "z"], [True, True, False]),
        (
            {"order": ("x", "y", "z"), "at_least": "y", "at_most": "y"},
            ["x", "y", "z", None],
            [False, True, False, None],
        ),
        ({"order": (3, 1, 2), "at_least": 1}, [3, 1, 2], [False, True, True]),
    ],
)
def test_every_kind_of_rule(test, values, expected):
    assert both(Rule(code="r", column="x", **test), values) == expected


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, lambda d: pl.DataFrame(d).to_arrow()])
def test_every_kind_of_table(kind):
    assert eligible(kind(PEOPLE), JOBS, ids="nip") == eligible(PEOPLE, JOBS, ids="nip")


def test_nullable_pandas_columns():
    table = pd.DataFrame(PEOPLE).convert_dtypes()
    table["education"] = table["education"].astype("category")
    assert eligible(table, JOBS, ids="nip") == eligible(PEOPLE, JOBS, ids="nip")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*ORDER, None]),
            st.sampled_from([20.0, 56.0, 57.0, None]),
            st.sampled_from(["law", "both", "none", None]),
            st.sampled_from(["none", "heavy", None]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_against_one_person_at_a_time(rows):
    names = ["education", "age", "certificate", "sanction"]
    who = eligible(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), JOBS)
    for i, (education, age, certificate, sanction) in enumerate(rows):
        checks = [
            ("degree", education, lambda v: ORDER.index(v) >= 2),
            ("age", age, lambda v: v <= 56),
            ("certificate", certificate, lambda v: v in ("law", "both")),
            ("clean", sanction, lambda v: v not in ("heavy", "medium")),
        ]
        failed = [
            f"unknown:{code}" if value is None else code
            for code, value, test in checks
            if value is None or not test(value)
        ]
        assert list(who.reasons(i, "judge")) == failed
        assert who.allowed[i, 0] == (not failed)
        trainable = all(code.endswith("certificate") for code in failed)
        assert who.after_training[i, 0] == trainable
        assert who.hours[i, 0] == 20 * any(code.endswith("certificate") for code in failed)


def test_allowed_is_what_a_transfer_plan_takes():
    who = eligible(PEOPLE, JOBS, ids="nip")
    arguments = {
        "ids": PEOPLE["nip"],
        "units": ["court", "hall"],
        "jobs": who.jobs,
        "need": [[1, 0, 0], [0, 0, 1]],
    }
    unit, job = ["hall"] * 4, ["clerk", "guide", "guide", "guide"]
    plan = plan_transfers(unit, job, qualified=who.allowed, **arguments)
    # Only p is allowed as a judge, but hall needs its clerk; s could be one in place of p.
    assert plan.shortage_after == 1
    chain = plan_transfers(
        unit, job, qualified=who.allowed, within_unit=True, chains=True, **arguments
    )
    assert chain.shortage_after == 0
    assert {(m.staff, m.to_job) for m in chain.moves} == {("p", "judge"), ("s", "clerk")}
    trained = plan_transfers(
        unit,
        job,
        qualified=who.after_training,
        fit=who.hours,
        chains=True,
        within_unit=True,
        **arguments,
    )
    assert trained.cost == 0


def test_results_and_definitions_travel_as_json():
    who = eligible(PEOPLE, JOBS, ids="nip")
    assert Eligibility.from_dict(json.loads(json.dumps(who.to_dict(), allow_nan=False))) == who
    for job in JOBS:
        text = job.model_dump_json()
        assert Requirement.model_validate_json(text) == job
        assert Requirement.model_validate(json.loads(text)) == job
        assert hash(Requirement.model_validate_json(text)) == hash(job)
    mixed = Rule(code="m", column="x", one_of=(1, 2.5))
    assert Rule.model_validate_json(mixed.model_dump_json()).one_of == (1, 2.5)
    yes = Rule.model_validate_json(Rule(code="m", column="x", one_of=(True,)).model_dump_json())
    assert yes.one_of[0] is True
    assert list(who.to_frame("pandas").columns)[:3] == ["id", "allowed_judge", "allowed_guide"]
    assert "4 people for 3 jobs" in repr(who)


def test_the_text_for_the_person_is_in_two_languages():
    who = eligible(PEOPLE, JOBS, ids="nip")
    text = who.text("q", "clerk")
    assert "Not yet met: certificate is one of law, both." in text
    assert "Once you have attended Law (20 hours), you meet the requirements." in text
    assert "not a decision" in text
    indonesian = who.text("q", "clerk", language="id")
    assert "Setelah mengikuti Law (20 jam), Saudara memenuhi syarat." in indonesian
    assert "please complete your data: age at most 56" in who.text("r", "judge")
    assert "You meet all of them" in who.text("p", "judge")
    assert "Part of this" in who.text("q", "judge")
    with pytest.raises(InputError, match="language"):
        who.text("p", "judge", language="fr")
    with pytest.raises(InputError, match="person"):
        who.text("nobody", "judge")
    with pytest.raises(InputError, match="job"):
        who.reasons("p", "nothing")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "exactly one kind"),
        ({"one_of": ("a",), "at_least": 1}, "exactly one kind"),
        ({"one_of": ("a",), "not_one_of": ("b",)}, "exactly one kind"),
        ({"order": ("a", "b")}, "exactly one kind"),
        ({"order": ("a", "b"), "one_of": ("a",)}, "goes with"),
        ({"order": ("a", "b"), "at_least": "c"}, "not in `order`"),
        ({"order": ("a", "b", "a"), "at_least": "a"}, "twice"),
        ({"at_least": "a"}, "must be a number"),
        ({"at_least": True}, "must be a number"),
        ({"at_least": 3, "at_most": 2}, "nobody can pass"),
        ({"order": ("a", "b"), "at_least": "b", "at_most": "a"}, "nobody can pass"),
        ({"one_of": ("a", 1)}, "one kind"),
        ({"one_of": ()}, "at least 1"),
        ({"one_of": "ab"}, "tuple"),
        ({"at_least": float("inf")}, "finite"),
        ({"at_least": 1, "colour": "red"}, "xtra"),
        ({"at_least": 1, "after": {"name": "t", "hours": -1}}, "greater than or equal"),
    ],
)
def test_rules_refuse(fields, message):
    with pytest.raises(ValidationError, match=message):
        Rule(code="r", column="x", **fields)


def test_requirements_refuse():
    with pytest.raises(ValidationError, match="stands twice"):
        Requirement(job="j", rules=(AGE, AGE))
    other = Rule(code="o", column="x", at_least=1, after=Training(name="Law", hours=3))
    with pytest.raises(ValidationError, match="two lengths"):
        Requirement(job="j", rules=(CERTIFICATE, other))


@pytest.mark.parametrize(
    ("people", "requirements", "message"),
    [
        ({**PEOPLE, "education": ["S1", "D3", "S4", "S1"]}, JOBS, "row 'r' column 'education'.*S4"),
        ({**PEOPLE, "education": [1, 2, 3, 4]}, JOBS, "text, as in rule 'degree'"),
        ({**PEOPLE, "age": ["old"] * 4}, JOBS, "numbers"),
        ({**PEOPLE, "age": [True] * 4}, JOBS, "numbers"),
        ({**PEOPLE, "certificate": [[1], [2], [3], [4]]}, JOBS, "nested"),
        ({**PEOPLE, "age": [1, 2]}, JOBS, "one length"),
        ({k: v for k, v in PEOPLE.items() if k not in {"age", "sanction"}}, JOBS, "'age', 'sanct"),
        (PEOPLE, [], "at least one"),
        (PEOPLE, [JOBS[0], JOBS[0]], "once"),
        (PEOPLE, [AGE], "a sequence of Requirement"),
        (PEOPLE, {"job": "x"}, "a sequence of Requirement"),
        ([[1, 2]], JOBS, "a mapping or dataframe"),
    ],
)
def test_eligible_refuses(people, requirements, message):
    with pytest.raises(InputError, match=message):
        eligible(people, requirements, ids="nip" if isinstance(people, dict) else None)


def test_ids_are_refused_when_they_repeat():
    with pytest.raises(InputError, match="once"):
        eligible({**PEOPLE, "nip": ["p", "p", "q", "r"]}, JOBS, ids="nip")
