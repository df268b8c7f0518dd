"""letters: templates and replies that do not fit are refused in all their words, by their names."""

import datetime as dt

import pytest

from kinerja._letters import Reply, layered, sentences_of
from kinerja._letters.templates import fields_of
from kinerja._words import Plural
from kinerja.balancing import explain_move, plan_transfers
from shared_laws import refused_at

PLAN = plan_transfers(
    *([0, 0, 1], [0, 0, 0], [[1], [2]]),
    preference=[[0, 5], [0, 2], [0, 0]],
    ids=["a", "b", "c"],
    units=["office", "clinic"],
    jobs=["clerk"],
)
EMPTY = 'An empty sentence, "", is left out.'


class Room:
    """Sentences of a small letter."""

    greeting = "Dear {name}, of {unit},"
    plain = "Yours"
    count = Plural(one="{n} day", other="{n} days until {last}")
    because = {"cost": "of {amount}", "need": "of need"}  # noqa: RUF012 - as the words have it
    _own = "not said"
    number = 3


def own(**templates):
    return lambda: layered(Room(), {name.replace("__", "."): x for name, x in templates.items()})


REFUSED = {
    "templates that are no mapping": (
        lambda: explain_move(PLAN, "b", templates=["to"]),
        (
            "templates",
            "wrong_type",
            "a mapping from the name of a sentence to the sentence",
            "list",
            "",
        ),
        [],
    ),
    "sentences that are not there": (
        own(greeting="", a="x", b="x", c="x", d="x", e="x", f="x"),
        (
            "templates",
            "unknown_label",
            "names among because.cost, because.need, count, greeting, plain",
            "'a', 'b', 'c', 'd', 'e' and 1 more",
            "",
        ),
        ["a", "b", "c", "d", "e"],
    ),
    "a table instead of its sentences": (
        own(because={"cost": "x"}),
        ("templates", "unknown_label", None, "'because'", ""),
        ["because"],
    ),
    "what is not said": (
        own(_own="x"),
        ("templates", "unknown_label", None, "'_own'", ""),
        ["_own"],
    ),
    "a placeholder less": (
        own(greeting="Dear {name},"),
        (
            "templates",
            "invalid_input",
            "placeholders {name}, {unit} in 'greeting'",
            "a sentence without {unit}",
            EMPTY,
        ),
        ["greeting"],
    ),
    "placeholders more": (
        own(greeting="Dear {title} {name}, {unit}, {age}"),
        (
            "templates",
            "invalid_input",
            "placeholders among {name}, {unit} in 'greeting'",
            "{age}, {title}",
            EMPTY,
        ),
        ["greeting"],
    ),
    "a placeholder where none is": (
        own(plain="Yours, {name}"),
        ("templates", "invalid_input", "placeholders among none in 'plain'", "{name}", EMPTY),
        ["plain"],
    ),
    "a brace that stays open": (
        own(because__cost="of {amount"),
        (
            "templates",
            "invalid_input",
            "placeholders {amount} in 'because.cost'",
            "expected '}' before end of string",
            EMPTY,
        ),
        ["because.cost"],
    ),
    "a number": (
        own(greeting=3),
        ("templates", "invalid_input", "a sentence in 'greeting'", "int", EMPTY),
        ["greeting"],
    ),
    "forms without the main one": (
        own(count={"one": "a day", "two": "two days"}),
        ("templates", "invalid_input", "the form 'other' in 'count'", "forms 'one', 'two'", EMPTY),
        ["count"],
    ),
    "a main form that lacks a placeholder": (
        own(count={"other": "{n} days"}),
        (
            "templates",
            "invalid_input",
            "placeholders {last}, {n} in 'count'",
            "a sentence without {last}",
            EMPTY,
        ),
        ["count"],
    ),
    "a form with a placeholder more": (
        own(count={"other": "{n} days until {last}", "one": "{m} day"}),
        (
            "templates",
            "invalid_input",
            "placeholders among {last}, {n} in 'count'",
            "{m}",
            EMPTY,
        ),
        ["count"],
    ),
    "a form that is none": (
        own(count={"other": "{n} days until {last}", "one": None}),
        ("templates", "invalid_input", "a sentence in 'count'", "NoneType", EMPTY),
        ["count"],
    ),
    "a reply that is a text": (
        lambda: explain_move(PLAN, "b", reply="the office"),
        ("reply", "wrong_type", "a Reply", "a str", "Reply(contact=…) says how a person answers."),
        [],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_template_that_does_not_fit_is_refused_whole(name):
    refused_at(*REFUSED[name])


def test_a_room_tells_its_sentences_by_name():
    assert sentences_of(Room()) == {
        "greeting": "Dear {name}, of {unit},",
        "plain": "Yours",
        "count": {"one": "{n} day", "other": "{n} days until {last}"},
        "because.cost": "of {amount}",
        "because.need": "of need",
    }
    assert fields_of("{a} and {b}, {a} again") == {"a", "b"}
    assert fields_of("nothing") == set()


def test_templates_take_the_place_of_what_they_name_and_of_nothing_else():
    room = Room()
    assert layered(room, None) is room
    got = layered(
        room,
        {"plain": "", "because.cost": "for {amount}", "because.need": "", "count": "{last}: {n}"},
    )
    assert isinstance(got, Room)
    assert (got.plain, got.greeting) == ("", Room.greeting)
    assert got.because == {"cost": "for {amount}", "need": ""}
    assert dict(got.count) == {"other": "{last}: {n}"}
    forms = layered(room, {"count": {"one": "a day", "other": "{n} days until {last}"}}).count
    assert dict(forms) == {"one": "a day", "other": "{n} days until {last}"}
    # The room itself stays as it was.
    assert sentences_of(Room())["because.cost"] == "of {amount}"


def test_a_letter_closes_with_its_day_and_its_ground():
    reply = Reply("the office", 1, "decree 7", sent=dt.date(2026, 12, 31))
    assert reply.last_day == dt.date(2027, 1, 1)
    letter = explain_move(PLAN, "b", reply=reply).letter
    assert "within 1 day, that is until 1 January 2027. Please write to the office." in letter
    assert letter.endswith("Please write to the office. Ground: decree 7.")
    without = explain_move(PLAN, "b", reply=Reply("the office", 2)).letter
    assert without.endswith("Please write to the office.")
    assert "Ground" not in without
    usual = explain_move(PLAN, "b").letter
    assert "14 days" in usual
    assert "write to" not in usual
