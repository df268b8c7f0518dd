"""An argument that is impossible is refused by its own name, in every function with an example.

The calls are those of the examples; one argument after the other is replaced. Where an error names
another one, the reason stands in `OTHERS`.
"""

from __future__ import annotations

import copy
import doctest
import importlib
import inspect
import io
import warnings
from unittest import mock

import pytest

from kinerja.errors import InputError

ROOMS = [
    *("balancing", "competency", "decisions", "frames", "impact", "indicators", "normalization"),
    *("ranking", "ratings", "reliability", "schemes", "scoring", "staffing", "survey", "weights"),
    *("schemes.allowance", "schemes.discipline", "schemes.ip_asn", "schemes.organisation"),
    *("schemes.skm", "schemes.skp", "schemes.staffing", "schemes.talent"),
]
"""Those that write no file."""
IMPOSSIBLE = (object(), "no such thing", [object()], -3.5, None)
OTHERS = {
    # One needs the other, which the example does not give.
    "balancing.plan_transfers.people": {"unit"},
    "balancing.plan_transfers.rules": {"job"},
    "balancing.plan_transfers.home": {"distance"},
    "balancing.plan_transfers.distance": {"home"},
    "balancing.plan_transfers.units": {"unit"},
    "balancing.plan_transfers.jobs": {"job"},
    "impact.did.unit": {"period"},
    "impact.did.period": {"unit"},
    "impact.interrupted_series.harmonics": {"season"},
    "impact.sample_for.cluster_size": {"icc"},
    # Only one of the two may be given.
    "schemes.ip_asn.index.table": {"version"},
    # It is possible by itself, and the other no longer fits it.
    "balancing.plan_transfers.unit": {"ids"},
    "competency.candidates.competencies": {"required"},
    "competency.career_paths.competencies": {"required"},
    "competency.development_plan.competencies": {"gap"},
    "competency.gaps.competencies": {"required"},
    "competency.job_match.competencies": {"required"},
    "impact.n_gain.maximum": {"pre"},
    "ratings.cohen_kappa.a": {"b"},
    "ratings.combine.self_source": {"weights"},
    "schemes.allowance.deductions.ids": {"late"},
    "schemes.skm.action_plan.items": {"action"},
    "schemes.skm.action_plan.action": {"items"},
    "schemes.skm.action_plan.who": {"items"},
    "schemes.talent.leads_to.boxes": {"ids"},
    "scoring.adjusted_mpi.best": {"matrix"},
    "survey.poststratify.group": {"design"},
    "survey.screen.fastest": {"seconds"},
    "staffing.headcount.units": {"unit"},
    "staffing.headcount.jobs": {"job"},
    # It goes by another name now.
    "ratings.cohen_kappa.categories": {"order"},
    "schemes.talent.job_match.achieved": {"actual"},
    # It is not looked at where nothing asks for it: no draw, no name in two languages.
    "impact.sample_for.method": {None},
    "impact.sample_for.draws": {None},
    "ratings.krippendorff_alpha.rng": {None},
    "survey.allocate.power": {None},
    "survey.replicate_variance.rng": {None},
    "indicators.say.language": {None},
}
"""Other names that a refusal may have, by function and argument; None for no refusal."""


def functions(room):
    """Public functions of a room by name."""
    face = importlib.import_module(f"kinerja.{room}")
    for name in face.__all__:
        thing = getattr(face, name)
        if inspect.isfunction(thing):
            yield face, name, thing


def calls_of(face, name, function):
    """Arguments, by name, of the calls that the function's own examples make."""
    signature, made = inspect.signature(function), []

    def spy(*args, **kwargs):
        given = signature.bind(*args, **kwargs).arguments
        try:
            made.append(copy.deepcopy(dict(given)))
        except TypeError:  # a connection
            made.append(dict(given))
        return function(*args, **kwargs)

    names = dict(vars(importlib.import_module(function.__module__)))
    text = inspect.getdoc(function) or ""
    test = doctest.DocTestParser().get_doctest(text, names | {name: spy}, name, None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    with mock.patch.object(face, name, spy), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runner.run(test, out=io.StringIO().write, clear_globs=False)
    return signature, made


def places(signature, made):
    """Each argument once, in the first call that gives it, else in the first call."""
    plain = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    for name, parameter in signature.parameters.items():
        if parameter.kind in plain:
            yield name, next((call for call in made if name in call), made[0])


def tried(room):
    """What is refused under another name than that of the argument, and what is not refused."""
    odd = []
    for face, name, function in functions(room):
        signature, made = calls_of(face, name, function)
        for argument, call in places(signature, made) if made else ():
            for value in IMPOSSIBLE:
                flat = {**call, argument: value}
                for parameter in signature.parameters.values():
                    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                        flat |= flat.pop(parameter.name, {})
                found = None
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        function(**flat)
                except InputError as error:
                    found = str(error.argument).partition("[")[0].partition(".")[0]
                if found is None and type(value) is not object:
                    continue  # a text, a list or a number may be one that the function takes
                if room == "frames" and found == "frame":
                    continue  # a column that the table does not have
                if found != argument and found not in OTHERS.get(f"{room}.{name}.{argument}", ()):
                    odd.append((f"{room}.{name}.{argument}", found))
    return odd


@pytest.mark.parametrize("room", ROOMS)
def test_an_impossible_argument_is_refused_by_its_own_name(room):
    assert tried(room) == []


def test_the_examples_call_what_they_stand_in():
    for room in ROOMS:
        for face, name, function in functions(room):
            _, made = calls_of(face, name, function)
            assert made, f"{room}.{name}"
