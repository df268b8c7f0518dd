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
from kinerja.results import Result

OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FORMER = {"schemes.talent.job_match"}
"""Names that warn, and hand on what they are given to the present ones."""
PER_TARGET = 4
"""Calls of one callable that are kept, those that use other arguments first."""
ELSEWHERE = ("__main__", "_cli", "_commands", "spark")
FACTS_OF_ERRORS = "errors"
"""Errors are raised by the library, not called by its users."""


MORE = """
>>> import numpy as np
>>> from kinerja import sample, scoring, schemes, indicators, balancing, results
>>> from kinerja.indicators import *
>>> kinds = [MinMax(), MaxShare(), SumShare(), Vector(), Percentile(), Identity()]
>>> parts = [Indicator(code=str(i), name=str(i), scale=kind) for i, kind in enumerate(kinds)]
>>> inner = [MPI(), Power(p=0.5), OWA(order_weights=(1, 1, 1, 1, 1, 1))]
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
    return {name: local[name] for name in names if name in local}


class Recorder:
    """Keeps calls of public callables: those that examples make themselves, and any others."""

    def __init__(self, known: dict[Any, Target]) -> None:
        self.known = known
        self.own: dict[str, list[Call]] = defaultdict(list)
        self.inner: dict[str, list[Call]] = defaultdict(list)
        self.model_init = BaseModel.__init__.__code__

    def __call__(self, frame: Any, event: str, _: Any) -> None:
        if event != "call":
            return
        key: Any = frame.f_code
        if key is self.model_init:
            key = type(frame.f_locals.get("self"))
        target = self.known.get(key)
        if target is None:
            return
        own = frame.f_back is not None and frame.f_back.f_code.co_filename.startswith("<doctest")
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
            _run(more, recorder)
        finally:
            os.chdir(here)
    names = sorted(target.name for target in known.values())
    return {name: _chosen(recorder.own[name] or recorder.inner[name]) for name in names}


def _run(test: doctest.DocTest, profile: Any) -> None:
    runner = doctest.DocTestRunner(verbose=False, optionflags=OPTIONS)
    said = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(said):
        warnings.simplefilter("ignore")
        sys.setprofile(profile)
        try:
            runner.run(test, out=said.write, clear_globs=False)
        finally:
            sys.setprofile(None)


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
