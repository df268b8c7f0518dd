"""schemes: how results say they were made; options, flags and tables by their names."""

import warnings

import pandas as pd
import polars as pl
import pytest

from kinerja import schemes
from kinerja._definitions import fingerprint
from kinerja.errors import InputError, KinerjaWarning
from kinerja.schemes import allowance, ip_asn, organisation, skm, skp, staffing, talent

LOCAL = allowance.EXAMPLES["local"]
ANSWERS = [[3.0] * 9, [4.0] * 9, [2.0] * 9]
ITEMS = [f"U{j}" for j in range(1, 10)]
SHARES = {"output": 0.6, "presence": 0.4}
PLAN = (["U1"], ["x"], ["A"])


def asn(**more):
    more = {"version": "2018", **more}
    return ip_asn.index(["S1", "S2"], [[True] * 3] * 2, [5, 4], ["none"] * 2, **more)


MADE = {
    "unit_efficiency": (
        lambda: staffing.unit_efficiency(150_000, 4, compare=["1,200 h"]),
        {"effective_time": 75_000.0, "compare": ("1,200 h",)},
    ),
    "transferable": (
        lambda: staffing.transferable([30]),
        {"min_months": 24, "max_months": 60},
    ),
    "abk": (lambda: staffing.abk([1], [2], job=["x"]), {"rounding": "half_up"}),
    "teachers": (
        lambda: staffing.teachers([30]),
        {"weekly": 24.0, "most": 40.0, "rounding": "teacher", "open_cases": "up"},
    ),
    "credit_total": (
        lambda: skp.credit_total([1.0], "muda", step="rank"),
        {"step": "rank", "evidence": "Peraturan BKN 3/2023, as published in slides"},
    ),
    "check_distribution": (
        lambda: skp.check_distribution(["good"], "good"),
        {"guide": "SE MenPANRB 3/2023"},
    ),
    "ip_asn": (asn, {"version": "2018", "group": "structural"}),
    "ip_asn of groups": (
        lambda: asn(group=["structural"] * 2),
        {"version": "2018", "group": "per person"},
    ),
    "allowance": (
        lambda: allowance.monthly([[100, 90]], SHARES, rule=LOCAL),
        {"shares": SHARES},
    ),
    "skm.check_report": (
        lambda: skm.check_report([3.0] * 9, index=75),
        {"version": "2017", "published": 75.0},
    ),
    "skm.waves": (
        lambda: skm.waves(skm.index(ANSWERS), skm.index(ANSWERS), level=0.9),
        {"version": "2017", "level": 0.9},
    ),
    "skm.action_plan": (
        lambda: skm.action_plan(*PLAN, on="2026-07-01"),
        {"on": "2026-07-01"},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_a_result_of_a_scheme_says_how_it_was_made(name):
    make, options = MADE[name]
    got = make()
    assert got.provenance.options == options
    assert got.provenance.missing == "raise" or name == "skm.waves"
    assert type(got).from_dict(got.to_dict()) == got
    assert got._headline() == got._headline("en")


@pytest.mark.parametrize(
    ("weight", "told"),
    [
        (None, 1 / 9),
        (0.111, 0.111),
        ([0.2, *[0.1] * 8], {"U1": 0.2, **dict.fromkeys(ITEMS[1:], 0.1)}),
    ],
)
def test_an_index_says_what_its_items_weigh(weight, told):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KinerjaWarning)
        got = skm.index(ANSWERS, item_weight=weight)
    assert got.provenance.options["item_weight"] == pytest.approx(told)
    assert got.provenance.options["further_items"] == ()
    assert not got.provenance.options["not_applicable"]
    # Means of 3 throughout: 3, or 27 · 0.111 = 2.997.
    assert got.index == pytest.approx([27 * 0.111 if weight == 0.111 else 3.0])
    each = list(told.values()) if isinstance(told, dict) else [told] * 9
    assert got.item_weight[0] == pytest.approx(each)


def test_a_rounded_weight_of_nine_items_is_shared_by_those_that_apply():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KinerjaWarning)
        got = skm.index(ANSWERS, item_weight=0.111, not_applicable=["U4", "U9"])
    # Nine times 0.111 are 0.999, which seven items share: 0.999/7, and the mean of 3 by 0.999.
    shared = [0 if name in {"U4", "U9"} else 0.999 / 7 for name in ITEMS]
    assert got.item_weight[0] == pytest.approx(shared)
    assert got.index == pytest.approx([3 * 0.999])


def test_weights_that_change_a_grade_are_warned_of_as_kinerja_warns():
    # 27.6/9 = 3.0667, converted 76.67: B from 76.61 on; 27.6 · 0.111 = 3.0636, 76.59: C.
    row = [3.6, *[3.0] * 8]
    with pytest.warns(KinerjaWarning, match=r"0\.111") as caught:
        got = skm.index([row, row])
    assert [one.category for one in caught] == [KinerjaWarning]
    assert got.grade.tolist() == ["B"]


def test_deductions_and_grades_carry_the_fingerprint_of_their_rule():
    got = allowance.deductions(["a"], [45], rule=LOCAL)
    assert got.provenance.definition == fingerprint(LOCAL)
    assert (got.rule, got.provenance.missing) == (LOCAL.code, "raise")
    month = allowance.monthly([[100, 90]], SHARES, rule=LOCAL)
    assert month.provenance.definition == fingerprint(LOCAL)
    assert (month.rule, month.component.tolist()) == (LOCAL.code, ["output", "presence"])


def test_credits_keep_their_ranks_and_people():
    got = skp.credit_total(
        [[40.0, 15], [90, 5], [20, 0]], ["pertama", "Ahli Muda", "terampil"],
        brought=[0, 5, 1], higher_degree=[False, False, True], ids=["a", "b", "c"],
    )  # fmt: skip
    assert got.rank.tolist() == ["pertama", "muda", "terampil"]
    assert got.ids.tolist() == ["a", "b", "c"]
    # 55 of 50; 100 of 100; 21 and a quarter of 20 for the degree, of 20.
    assert got.total.tolist() == [55, 100, 26]
    assert got.need.tolist() == [50, 100, 20]
    assert got.short.tolist() == [0, 0, 0]
    assert got.reached.tolist() == [True] * 3
    lacking = skp.credit_total([30.0, 99], ["pertama", "muda"], step="rank")
    assert lacking.short.tolist() == [70, 101]  # 100 and 200 for the next rank
    assert lacking.step == "rank"


FLAGS = ("civil_servant", "competence", "career_pattern", "conflict", "case")


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_of_a_transfer_is_refused_by_its_name(flag):
    for value, code in (([2, 0], "wrong_type"), ([True] * 3, "wrong_shape")):
        with pytest.raises(InputError) as caught:
            staffing.transferable([30, 30], **{flag: value})
        assert (caught.value.argument, caught.value.code) == (flag, code)


@pytest.mark.parametrize("part", ["qualification", "competence", "performance", "discipline"])
def test_points_of_an_own_table_are_refused_by_the_name_of_the_part(part):
    own = {
        "qualification": {"S1": 1}, "competence": {"x": 1},
        "performance": {"5": 1}, "discipline": {"none": 1},
    }  # fmt: skip

    def total(table):
        return ip_asn.index(["S1"], [[True]], [5], ["none"], table=table).total.tolist()

    assert total(own) == [4]
    for wrong, argument in (({"a": -1}, f"table[{part!r}]"), ({}, "table")):
        with pytest.raises(InputError) as caught:
            total({**own, part: wrong})
        assert caught.value.argument == argument
        assert part in str(caught.value)


OPTIONS = {
    "skm.index": (lambda **o: skm.index(ANSWERS, **o), ("version", "missing", "language", "df")),
    "skm.index, numbers": (lambda **o: skm.index(ANSWERS, **o), ("level", "minimum")),
    "skm.agency": (lambda **o: skm.agency(skm.index(ANSWERS), **o), ("language",)),
    "skm.check_report": (
        lambda **o: skm.check_report([3.0] * 9, **o),
        ("version", "language", "index", "n", "grade", "item_weight"),
    ),
    "skm.report_form": (
        lambda **o: skm.report_form(skm.index(ANSWERS), **o),
        ("language", "item_names"),
    ),
    "skm.sample_size": (lambda **o: skm.sample_size(1000, **o), ("version",)),
    "skm.action_plan": (lambda **o: skm.action_plan(*PLAN, **o), ("on",)),
    "skp.aspect_2011": (lambda **o: skp.aspect_2011(target=1, actual=1, **o), ("kind",)),
    "skp.task_2011": (lambda **o: skp.task_2011(1, 2, **o), ("missing",)),
    "skp.final": (
        lambda **o: skp.final(1, 1, **{"version": "2019", **o}),
        ("version", "results_share", "peers_asked"),
    ),
    "skp.value_2021": (lambda **o: skp.value_2021(1, **o), ("limit",)),
    "skp.score_2021": (lambda **o: skp.score_2021(1, **o), ("decimals", "most_reachable")),
    "skp.check_distribution": (
        lambda **o: skp.check_distribution(["good"], **{"organisation": "good", **o}),
        ("organisation", "language"),
    ),
    "skp.credit_total": (
        lambda **o: skp.credit_total([1.0], "muda", **o),
        ("step", "brought", "higher_degree"),
    ),
    "ip_asn.index": (asn, ("version", "group", "language")),
    "ip_asn.index, own table": (
        lambda **o: asn(version=None, **{"table": schemes.get("ip_asn", "2018"), **o}),
        ("table",),
    ),
    "abk": (lambda **o: staffing.abk([1], [1], **o), ("effective_time", "rounding")),
    "unit_efficiency": (
        lambda **o: staffing.unit_efficiency(150_000, 4, **o),
        ("effective_time", "compare"),
    ),
    "ombudsman": (
        lambda **o: organisation.ombudsman(80, **{"version": "2022", **o}),
        ("version",),
    ),
    "job_match_category": (lambda **o: talent.job_match_category(80, **o), ("purpose", "bands")),
    "job_person_match": (lambda **o: talent.job_person_match([1], [1], **o), ("cap",)),
}
PAIRS = [(name, option) for name, (_, options) in OPTIONS.items() for option in options]


@pytest.mark.parametrize(("name", "option"), PAIRS)
def test_an_option_that_is_none_is_refused_by_its_name(name, option):
    call, _ = OPTIONS[name]
    call()
    with pytest.raises(InputError) as caught:
        call(**{option: "perhaps"})
    assert caught.value.argument == option


def test_an_organisation_is_named_even_where_it_is_no_text():
    for odd in (3, ["good"], None):
        with pytest.raises(InputError) as caught:
            skp.check_distribution(["good"], odd)
        assert caught.value.argument == "organisation"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (skm.index, "responses"),
        (skm.check_report, "means"),
        (skm.action_plan, "items"),
        (lambda x: allowance.monthly(x, SHARES, rule=LOCAL), "components"),
        (organisation.public_service_index, "aspects"),
        (lambda x: ip_asn.index(["S1"], x, [5], ["none"], version="2018"), "competence"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_its_name(call, argument):
    names = [*ITEMS, *SHARES, *organisation.PUBLIC_SERVICE_WEIGHTS, "item", "action", "who"]
    names += ["leadership", "technical", "seminar"]
    twice = pd.DataFrame([[3] * (2 * len(names))], columns=names * 2)
    lazy = pl.LazyFrame({name: [3] for name in names})
    for table, code in ((twice, "duplicate"), (lazy, "not_a_table")):
        with pytest.raises(InputError) as caught:
            call(table)
        assert (caught.value.argument, caught.value.code) == (argument, code)


def test_answers_that_are_no_numbers_are_refused_by_their_name():
    for odd in ([["a"] * 9], [[1.0] * 9, [1.0] * 8], "answers"):
        with pytest.raises(InputError) as caught:
            skm.index(odd)
        assert caught.value.argument == "responses"


def test_waves_of_other_weights_say_which():
    equal, other = skm.index(ANSWERS), skm.index(ANSWERS, item_weight=[0.2, *[0.1] * 8])
    with pytest.raises(InputError) as caught:
        skm.waves(equal, other)
    assert caught.value.found == f"others in the whole: {[0.2, *[0.1] * 8]}"
    unit = ["a", "b", "b"]
    with pytest.raises(InputError) as caught:
        skm.waves(
            skm.index(ANSWERS, by=unit),
            skm.index(ANSWERS, by=unit, not_applicable={"b": ["U4"]}),
        )
    assert caught.value.found.startswith("others in ('b',): [")


def test_a_scheme_shows_where_it_comes_from_and_what_it_holds():
    text = repr(schemes.get("sakip", "2021"))
    assert text.splitlines()[0] == "sakip 2021: PermenPANRB 88/2021"
    flat = " ".join(text.split())
    for said in ("articles annex", "covers agencies, units", "valid from 2021", "AA 90", "D -inf"):
        assert said in flat
    assert "valid until" not in flat
    assert "tables" not in flat
    none = " ".join(repr(schemes.get("ip_asn", "2023")).split())
    assert none.startswith("ip_asn 2023: BKN")
    assert "grading" not in none
    old = " ".join(repr(schemes.get("ip_asn", "2018")).split())
    assert "tables qualification, " in old
    assert "superseded by" in old
