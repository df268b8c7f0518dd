"""letters: how a letter is answered, and an agency's own sentences in it."""

import datetime as dt
import json

import pytest
from pydantic import ValidationError

from kinerja.balancing import Reply, explain_move, explain_stay, plan_transfers
from kinerja.errors import InputError
from kinerja.letters import KINDS, sentences

PAIR = ([0, 0, 1], [0, 0, 0], [[1], [2]])
PLAN = plan_transfers(
    *PAIR,
    preference=[[0, 5], [0, 2], [0, 0]],
    ids=["a", "b", "c"],
    units=["office", "clinic"],
    jobs=["clerk"],
)


def test_a_reply_travels_as_json_and_knows_its_last_day():
    reply = Reply("the office", 14, "PP 30/2019 art. 59", sent=dt.date(2026, 2, 20))
    assert reply.last_day == dt.date(2026, 3, 6)  # 28 days in February 2026: 20 + 14 = 34 − 28
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
    assert Reply.model_validate(json.loads(reply.model_dump_json())) == reply
    assert Reply(contact="the office").days == 14
    assert Reply(contact="the office").last_day is None


@pytest.mark.parametrize(
    "bad", [{"contact": ""}, {"contact": "x", "days": 0}, {"contact": "x", "days": "14"}, {}]
)
def test_a_reply_without_somebody_to_write_to_or_a_day_is_refused(bad):
    with pytest.raises(ValidationError):
        Reply(**bad)
    with pytest.raises(InputError, match="`reply`: expected a Reply; found a str"):
        explain_move(PLAN, "b", reply="the office")


def test_a_letter_says_to_whom_and_until_when_one_answers():
    reply = Reply("the office", 10, "decree 7", sent=dt.date(2026, 3, 2))
    english = explain_move(PLAN, "b", reply=reply).letter
    assert "within 10 days, that is until 12 March 2026. Please write to the office." in english
    assert "Ground: decree 7." in english
    indonesian = explain_stay(PLAN, "a", reply=reply, language="id").letter
    assert "dalam 10 hari, yaitu paling lambat 12 Maret 2026, kepada the office." in indonesian
    without = explain_move(PLAN, "b", reply=Reply("the office", 1)).letter
    assert "within 1 day of receiving this letter. Please write to the office." in without
    assert "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari." in (
        explain_move(PLAN, "b", language="id").letter
    )


def test_every_sentence_of_a_letter_can_be_replaced_or_left_out():
    own = {
        "heading": "AGENCY OF CITY X\nNumber 800/12",
        "to": "Dear {staff},",
        "note": "",
        "possible": {"other": "Of {n} people", "one": "You alone"},
        "closing": "The head of the agency",
    }
    letter = explain_move(PLAN, "b", templates=own).letter
    assert letter.startswith("AGENCY OF CITY X\nNumber 800/12\n\nDear b,\n\n")
    assert letter.endswith("14 days.\n\nThe head of the agency")
    assert "Of 2 people" in letter
    assert "not a decision" not in letter
    for kind in KINDS:
        for language in ("en", "id"):
            same = sentences(kind, language=language)
            assert same.keys() == sentences(kind).keys()
    again = explain_move(PLAN, "b", templates=sentences("move"))
    assert again.letter == explain_move(PLAN, "b").letter
    stays = explain_stay(PLAN, "a", templates={"because.cost": "of the budget"}).letter
    assert "somebody else is proposed: of the budget." in stays


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"too": "x"}, "`templates`: expected names among .*; found 'too'"),
        ({"to": "Dear all,"}, "expected placeholders {staff} in 'to'; found a sentence without"),
        (
            {"to": "Dear {name}, {staff}"},
            "expected placeholders among {staff} in 'to'; found {name",
        ),
        ({"to": "Dear {staff"}, "expected placeholders {staff} in 'to'; found expected '}'"),
        ({"to": "Dear {staff.__class__}"}, "found {staff.__class__}"),
        ({"to": 3}, "expected a sentence in 'to'; found int"),
        ({"possible": {"one": "x"}}, "expected the form 'other' in 'possible'; found forms 'one'"),
        ({"possible": "nobody"}, "expected placeholders {n} in 'possible'"),
        (["to"], "expected a mapping from the name of a sentence"),
    ],
)
def test_a_template_that_does_not_fit_is_refused_by_name(own, said):
    with pytest.raises(InputError, match=said.replace("{", r"\{")):
        explain_move(PLAN, "b", templates=own)


def test_an_unknown_kind_is_refused():
    with pytest.raises(InputError, match="`kind`: expected"):
        sentences("invitation")
