"""A valid call of every public callable, taken from the examples of their docstrings."""

from __future__ import annotations

import contextlib
import copy
import doctest
import importlib
import inspect
import io
import os
import pkgutil
import sys
import tempfile
import warnings
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

import kinerja
from kinerja._steady import steady
from kinerja.results import Result

OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FORMER = {"schemes.talent.job_match"}
"""Names that warn, and hand on what they are given to the present ones."""
PER_TARGET = 6
"""Calls of one callable that are kept, those that use other arguments first."""
ELSEWHERE = ("__main__", "_cli", "_commands", "spark")
FACTS_OF_ERRORS = "errors"
"""Errors are raised by the library, not called by its users."""


MORE = """
>>> import numpy as np
>>> from kinerja import sample, scoring, schemes, indicators, balancing, competency, results
>>> from kinerja.indicators import *
>>> kinds = [MinMax(), MaxShare(), SumShare(), Vector(), Percentile(), Identity()]
>>> parts = [Indicator(code=str(i), name=str(i), scale=kind) for i, kind in enumerate(kinds)]
>>> inner = [MPI(), Power(p=0.5), OWA(weights=(1, 1, 1, 1, 1, 1))]
>>> groups = [Group(code=str(i), name="g", parts=parts, aggregation=a) for i, a in enumerate(inner)]
>>> card = Scorecard(code="c", name="C", parts=parts)
>>> scores = scoring.score(card, np.arange(12.0).reshape(2, 6) + 1, ids=["a", "b"])
>>> _ = scores.to_dict(), scores.to_frame(), scores.to_html(), scores.to_records()
>>> _ = scores.show(), scores.subset([True, False]), type(scores).json_schema()
>>> _ = scoring.Scores.from_dict(scores.to_dict())
>>> _ = schemes.allowance.Component(code="a", share=0.5, name="A")
>>> _ = sample.city(), sample.office(), sample.schools()
>>> reply = balancing.Reply("Dinas")
>>> reply.save("reply.json")
>>> _ = balancing.Reply.load("reply.json")
>>> need = {"unit": ["x", "y"], "a": [1, 2], "b": [1, 1]}
>>> people = dict(ids=["p", "q", "r", "s"], unit=list("xxxy"), job=list("aaab"))
>>> plan = balancing.plan_transfers(**people, need=need)
>>> rows = dict(months_in_post=[30, 40, 50, 60], movable=[1, 1, 1, 0], fit=[[1.0, 0.5]] * 4)
>>> far = dict(home=[0, 1, 0, 1], distance=[[0, 5], [5, 0]])
>>> rules = dict(min_months=24, max_months=240, within_unit=True, max_moves=3, chains=False)
>>> caps = dict(months_in_post=[9] * 4, max_out={"x": 2, "y": 1}, price_per_move=0.1)
>>> _ = balancing.what_if(plan, **people, need=need, qualified=[[1, 1]] * 4, **rows, **far)
>>> _ = balancing.what_if(plan, together=[("p", "q")], **rules, **caps, preference=[[0, 1]] * 4)
>>> whole = dict(objective="peak", rules=balancing.TransferRules())
>>> _ = balancing.what_if(plan, max_in=[2, 2], time_limit=1, **whole, keep=["p"])
>>> rule = dict(code="m", name="M", version="1", source="s")
>>> line = {"indicator": ["queue"], "competency": ["service"]}
>>> _ = competency.DevelopmentMap.from_table(line, **rule)
"""
"""Calls that no example makes."""


@dataclass(frozen=True)
class Target:
    """Something public that is called: a function, a class, or a method of one."""

    name: str
    function: Any
    """Called with keyword arguments by name; `self` and what is positional come first."""
    signature: inspect.Signature
    definition: bool = False
    """A frozen model, whose constructor says faults with pydantic's error, a ValueError too."""


@dataclass(frozen=True)
class Call:
    target: Target
    arguments: dict[str, Any]


def public_modules() -> list[str]:
    schemes = importlib.import_module("kinerja.schemes")
    inner = [m.name for m in pkgutil.iter_modules(schemes.__path__) if not m.name.startswith("_")]
    names = [name for name in kinerja._MODULES if name != FACTS_OF_ERRORS]
    return [f"kinerja.{name}" for name in names] + [f"kinerja.schemes.{name}" for name in inner]


def targets() -> dict[Any, Target]:
    """Public callables by what identifies a call of them: their code, or the class."""
    found: dict[Any, Target] = {}
    for module in public_modules():
        face = importlib.import_module(module)
        for own in face.__all__:
            thing = getattr(face, own)
            name = f"{module.removeprefix('kinerja.')}.{own}"
            if name in FORMER:
                continue
            if inspect.isfunction(thing):
                found.setdefault(
                    inspect.unwrap(thing).__code__, Target(name, thing, inspect.signature(thing))
                )
            elif inspect.isclass(thing):
                for key, target in _of_class(name, thing):
                    found.setdefault(key, target)
    return found


def _of_class(name: str, kind: type) -> list[tuple[Any, Target]]:
    out: list[tuple[Any, Target]] = []
    if issubclass(kind, BaseModel):
        out.append((kind, Target(name, kind, inspect.signature(kind), definition=True)))
    elif not issubclass(kind, Result) and hasattr(kind.__init__, "__code__"):
        signature = inspect.signature(kind)
        out.append((kind.__init__.__code__, Target(name, kind, signature)))
    for method, raw in _own_methods(kind):
        function = getattr(raw, "__func__", raw)
        if isinstance(raw, classmethod):
            bound = getattr(kind, method)
            out.append(
                (function.__code__, Target(f"{name}.{method}", bound, inspect.signature(bound)))
            )
        else:
            out.append(
                (
                    function.__code__,
                    Target(f"{name}.{method}", function, inspect.signature(function)),
                )
            )
    return out


def _own_methods(kind: type) -> list[tuple[str, Any]]:
    seen: dict[str, Any] = {}
    for base in kind.__mro__:
        if base.__module__.startswith("kinerja."):
            for name, raw in vars(base).items():
                if not name.startswith(("_", "model_")):
                    seen.setdefault(name, raw)
    wanted = (staticmethod, classmethod)
    found = [(n, r) for n, r in seen.items() if inspect.isfunction(r) or isinstance(r, wanted)]
    # Those that say what they take are for users; the others are for the rooms behind the door.
    return [(n, r) for n, r in found if "\nParameters\n" in (inspect.getdoc(r) or "")]


def _arguments_of(frame: Any, target: Target) -> dict[str, Any]:
    names = list(target.signature.parameters)
    local = dict(frame.f_locals)
    if target.definition:
        return dict(local["data"])
    given = {name: local[name] for name in names if name in local}
    for name in options_of(target):  # each by its own name, as the caller gave it
        given |= given.pop(name, {})
    return given


def options_of(target: Target) -> list[str]:
    """Name of the parameter that takes options by name (``**changes``), if there is one."""
    parameters = target.signature.parameters.values()
    return [p.name for p in parameters if p.kind is inspect.Parameter.VAR_KEYWORD]


def _nothing() -> None: ...


class Recorder:
    """Keeps calls of public callables: those that examples make themselves, and any others."""

    def __init__(self, known: dict[Any, Target]) -> None:
        self.known = known
        self.own: dict[str, list[Call]] = defaultdict(list)
        self.inner: dict[str, list[Call]] = defaultdict(list)
        self.model_init = BaseModel.__init__.__code__
        self.door = steady(_nothing).__code__

    def __call__(self, frame: Any, event: str, _: Any) -> None:
        if event != "call":
            return
        key: Any = frame.f_code
        if key is self.model_init:
            key = type(frame.f_locals.get("self"))
        target = self.known.get(key)
        if target is None:
            return
        caller = frame.f_back
        while caller is not None and caller.f_code is self.door:
            caller = caller.f_back
        own = caller is not None and caller.f_code.co_filename.startswith("<doctest")
        kept = (self.own if own else self.inner)[target.name]
        if len(kept) < (40 if own else 1):
            arguments = _arguments_of(frame, target)
            kept.append(Call(target, {n: _kept(v) for n, v in arguments.items()}))


def _kept(value: Any) -> Any:
    """A copy, so that what an example does later is not seen; what cannot be copied as it is."""
    try:
        return copy.deepcopy(value)
    except Exception:  # connections, figures
        return value


def _modules() -> list[str]:
    found = pkgutil.walk_packages(kinerja.__path__, "kinerja.")
    return [m.name for m in found if not any(part in m.name for part in ELSEWHERE)]


def capture(within: tuple[str, ...] = ("kinerja.",)) -> dict[str, list[Call]]:
    """Calls of every public callable by its name; what none of the examples calls has none."""
    known = targets()
    recorder = Recorder(known)
    finder = doctest.DocTestFinder(exclude_empty=True)
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for name in filter(lambda name: name.startswith(within), _modules()):
                for test in finder.find(importlib.import_module(name)):
                    if test.examples:
                        _run(test, recorder)
            more = doctest.DocTestParser().get_doctest(MORE, {}, "more", None, 0)
            failed = _run(more, recorder)
            assert not failed, failed
        finally:
            os.chdir(here)
    names = sorted(target.name for target in known.values())
    return {name: _chosen(recorder.own[name] or recorder.inner[name]) for name in names}


def _run(test: doctest.DocTest, profile: Any) -> str:
    """Run the examples while their calls are seen; what the report says of those that fail."""
    runner = doctest.DocTestRunner(verbose=False, optionflags=OPTIONS)
    said, report = io.StringIO(), io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(said):
        warnings.simplefilter("ignore")
        sys.setprofile(profile)
        try:
            runner.run(test, out=report.write, clear_globs=False)
        finally:
            sys.setprofile(None)
    return report.getvalue()


def _default(target: Target, name: str) -> Any:
    parameter = target.signature.parameters.get(name)
    return inspect.Parameter.empty if parameter is None else parameter.default


def _chosen(calls: list[Call]) -> list[Call]:
    """Those that give other arguments, or other kinds of them, before those that repeat."""
    seen: set[Any] = set()
    kept: list[Call] = []
    for call in calls:
        marks = {
            (name, type(value).__name__)
            for name, value in call.arguments.items()
            if value is not _default(call.target, name)
        }
        if marks - seen or not kept:
            kept.append(call)
            seen |= marks
    return kept[:PER_TARGET]
