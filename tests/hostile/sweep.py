"""Hostile values in every argument of every public callable: what comes out is a result or words.

    python tests/hostile/sweep.py [--only TEXT] [--without TEXT,…] [--one-in N] [--pairs N]

Every public callable is called as its examples call it, one argument at a time replaced by each of
the values of `hostile_values`; then again where numpy raises on every floating-point event. A call
is right if it gives a result whose figures are finite (or missing, where the words of the function
speak of missing), or an error of kinerja that names a parameter in fewer than 2,000 characters; if
it leaves its inputs as they were, says no warning but kinerja's, and ends within five seconds of
processor time.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import inspect
import io
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from pydantic import BaseModel, ValidationError

sys.path.insert(0, str(Path(__file__).parent))

import captured_calls
import hostile_values

from kinerja.errors import KinerjaError, KinerjaWarning

SECONDS = 5.0
LONGEST = 2_000
MEMORY = 4 * 2**30
PATHS = {"path", "folder"}
CALLBACKS = {"progress", "statistic"}
"""What the caller hands over to be called: an exception of its own is the caller's to see."""
REGIMES: dict[str, dict[str, Any]] = {
    "default": {"all": "warn", "under": "ignore"},
    "raise": {"all": "raise"},
}
"""What the caller has set for numpy; any warning but kinerja's is a fault under both."""


class TooSlow(BaseException):
    """The alarm rang: no function may swallow it."""


@dataclass
class Tally:
    calls: int = 0
    results: int = 0
    refusals: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """A call that came out wrong."""

    target: str
    kind: str
    said: str
    place: str = ""
    regime: str = "default"

    def __str__(self) -> str:
        return f"{self.target} [{self.regime}] {self.kind}: {self.said[:160]} {self.place}"


def mark(value: Any, depth: int = 0) -> Any:
    """What tells whether an input was changed: cheap, and blind to what is not data."""
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            inner = tuple(mark(v, depth + 1) for v in value.ravel()[:200].tolist())
            return ("object", value.shape, value.flags.writeable, inner)
        content = zlib.crc32(np.ascontiguousarray(value).tobytes())
        return (value.dtype.str, value.shape, value.flags.writeable, content)
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
        names = tuple(map(str, getattr(value, "columns", ())))
        return (type(value), names, mark(value.to_numpy(), depth))
    if isinstance(value, list | tuple) and depth < 5:
        return (type(value), len(value), tuple(mark(v, depth + 1) for v in value[:200]))
    if isinstance(value, Mapping) and depth < 5 and not isinstance(value, BaseModel):
        return tuple((id(k), mark(v, depth + 1)) for k, v in value.items())
    if isinstance(value, str | int | float | bool | None | dt.date):
        return repr(value)[:100] if not (isinstance(value, int) and value > 10**300) else "huge"
    return None


def handed_in(arguments: Mapping[str, Any]) -> frozenset[int]:
    """Identities of what the caller gave, and of what stands in its lists and mappings."""
    out = set()
    for given in arguments.values():
        items = given.values() if isinstance(given, Mapping) else given
        inner = items if isinstance(given, Mapping | list | tuple) else ()
        out |= {id(given), *map(id, inner)}
    return frozenset(out)


def floats_in(value: Any, depth: int = 0, kept: frozenset[int] = frozenset()) -> Iterator[float]:
    """Figures of a result that are not finite.

    What a record only holds (`kept`: the very objects that its caller handed to its class) is
    no figure of the library.
    """
    if id(value) in kept:
        return
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            flat = np.asarray(value).ravel()
            yield from flat[~np.isfinite(flat)][:3].tolist()
    elif isinstance(value, float):
        if not np.isfinite(value):
            yield value
    elif isinstance(value, BaseModel):
        return
    elif is_dataclass(value) and not isinstance(value, type) and depth < 3:
        for item in fields(value):
            if item.name != "provenance":
                yield from floats_in(getattr(value, item.name, None), depth + 1, kept)
    elif isinstance(value, Mapping) and depth < 3:
        for inner in value.values():
            yield from floats_in(inner, depth + 1, kept)
    elif isinstance(value, tuple | list) and depth < 3:
        for inner in value[:50]:
            yield from floats_in(inner, depth + 1, kept)


def _rang(*_: Any) -> None:
    raise TooSlow


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Stop what uses more processor time, on a busy machine too, or waits twelve times as long."""
    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, 1), (signal.SIGALRM, signal.ITIMER_REAL, 12))
    before = [signal.signal(rings, _rang) for rings, _, _ in clocks]
    for _, clock, times in clocks:
        signal.setitimer(clock, seconds * times)
    try:
        yield
    finally:
        for (rings, clock, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(rings, handler)


def words_of(target: captured_calls.Target) -> str:
    function = target.function
    return (inspect.getdoc(function) or "") + str(inspect.signature(function).return_annotation)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "/kinerja/" in f.filename]
    last = own[-1] if own else frames[-1]
    return f"{last.filename.split('/kinerja/')[-1]}:{last.lineno} {(last.line or '')[:80]}"


def run(target: captured_calls.Target, arguments: Mapping[str, Any]) -> Any:
    """Call it; a generator is run to its end."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for name, value in arguments.items():
        parameter = target.signature.parameters.get(name)
        kind = parameter.kind if parameter is not None else inspect.Parameter.KEYWORD_ONLY
        if kind is inspect.Parameter.VAR_POSITIONAL:
            positional += value
        elif kind is inspect.Parameter.POSITIONAL_ONLY or name == "self":
            positional.append(value)
        else:
            named[name] = value
    out = target.function(*positional, **named)
    return list(out) if inspect.isgenerator(out) else out


def judged(
    target: captured_calls.Target,
    arguments: Mapping[str, Any],
    label: str,
    places: set[str],
    regime: str,
) -> Fault | str:
    """Judge one call: "result", "refusal", or its fault."""

    def fault(kind: str, said: str, place: str = "") -> Fault:
        return Fault(f"{target.name}({label})", kind, said, place, regime)

    before = {name: mark(given) for name, given in arguments.items()}
    quiet = io.StringIO()
    out = None
    outcome: Fault | str = "result"
    with (
        warnings.catch_warnings(record=True) as said,
        np.errstate(**REGIMES[regime]),
        contextlib.redirect_stdout(quiet),
        contextlib.redirect_stderr(quiet),
    ):
        warnings.simplefilter("always")
        try:
            with alarm(SECONDS):
                out = run(target, arguments)
        except TooSlow:
            outcome = fault("slow", f"more than {SECONDS:g} s")
        except Exception as error:
            wrong = _wrong(error, target, arguments, places)
            outcome = fault(*wrong, _place(error)) if wrong else "refusal"
    if outcome == "result":
        made = isinstance(target.function, type)
        kept = handed_in(arguments) if made else frozenset()
        odd = list(floats_in(out, kept=kept))
        if any(v != v for v in odd) and not speaks_of(("NaN", "missing", "undefined"), target, out):
            outcome = fault("NaN", type(out).__name__)
        if any(abs(v) == np.inf for v in odd) and not speaks_of(("infinit", "inf "), target, out):
            outcome = fault("infinite", type(out).__name__)
    foreign = [w for w in said if not issubclass(w.category, KinerjaWarning)]
    if foreign and not isinstance(outcome, Fault):
        first = foreign[0]
        where = f"{first.filename.split('/kinerja/')[-1]}:{first.lineno}"
        outcome = fault(first.category.__name__, str(first.message), where)
    changed = [name for name, given in arguments.items() if before[name] != mark(given)]
    if changed and not isinstance(outcome, Fault):
        outcome = fault("changed input", ", ".join(changed))
    return outcome


def _wrong(
    error: Exception,
    target: captured_calls.Target,
    arguments: Mapping[str, Any],
    places: set[str],
) -> tuple[str, str] | None:
    """What is wrong with an exception: its kind and its words; None if it is a refusal."""
    try:
        words = str(error)
    except Exception:
        words = "?"
    if isinstance(error, KinerjaError):
        root = re.split(r"[\[. ]", error.argument or "")[0]
        if len(words) >= LONGEST:
            return "long message", words
        if root not in {*target.signature.parameters, *arguments}:
            return "unknown argument", f"{error.argument}: {words}"
        return None
    if any(name in CALLBACKS and callable(arguments.get(name)) for name in places):
        return None
    documented = target.definition or "ValidationError" in words_of(target)
    if isinstance(error, ValidationError) and documented:
        return None
    if isinstance(error, OSError) and ("OSError" in words_of(target) or PATHS & places):
        return None
    return type(error).__name__, words


def speaks_of(words: tuple[str, ...], target: captured_calls.Target, out: Any) -> bool:
    """Whether the words of the function, or of its result, tell of such figures."""
    told = words_of(target) + (inspect.getsource(type(out)) if is_dataclass(out) else "")
    return any(word in told for word in words)


def places_of(calls: list[captured_calls.Call]) -> Iterator[tuple[captured_calls.Call, str, Any]]:
    """Each argument of a callable, in the first call that gives it; else in the first call."""
    seen: set[tuple[str, str]] = set()
    for call in calls:
        for name, value in call.arguments.items():
            parameter = call.target.signature.parameters.get(name)
            given = parameter is None or value is not parameter.default
            if name in {"self", "cls"} or (name, type(value).__name__) in seen or not given:
                continue
            seen.add((name, type(value).__name__))
            yield call, name, value
    names = {name for name, _ in seen}
    for call in calls[:1]:
        for name, parameter in call.target.signature.parameters.items():
            positional = parameter.kind is inspect.Parameter.VAR_POSITIONAL
            if call.target.definition and positional:  # the same fields again, by position
                continue
            if name in captured_calls.options_of(call.target):
                continue
            if name not in names and name not in {"self", "cls"}:
                value = call.arguments.get(name, parameter.default)
                yield call, name, None if value is inspect.Parameter.empty else value


def replaced(
    target: captured_calls.Target, arguments: Mapping[str, Any], name: str, value: Any
) -> dict[str, Any]:
    """The arguments with another value in one place."""
    parameter = target.signature.parameters.get(name)
    if parameter is not None and parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return {**arguments, name: (value, *(arguments.get(name) or ())[1:])}
    return {**arguments, name: value}


def spread(key: str, n: int) -> bool:
    """A fixed, even choice of one in n."""
    return n <= 1 or zlib.crc32(key.encode()) % n == 0


Case = tuple[captured_calls.Call, dict[str, tuple[str, Any]]]
"""A call, and what stands in the place of which of its arguments: its name and how it is made."""


def cases(calls: Mapping[str, list[captured_calls.Call]], one_in: int = 1) -> Iterator[Case]:
    """Each argument of each callable replaced by each hostile value, or by a spread of them."""
    for target in sorted(calls):
        for call, name, value in places_of(calls[target]):
            for label, make in hostile_values.hostile(value):
                if spread(f"{target} {name} {label}", one_in):
                    yield call, {name: (label, make)}


def pairs(calls: Mapping[str, list[captured_calls.Call]], n: int) -> Iterator[Case]:
    """Two arguments replaced at once: `n` calls drawn from a fixed seed."""
    draw = random.Random(2026)  # noqa: S311
    known = [(name, list(places_of(calls[name]))) for name in sorted(calls)]
    known = [(name, places) for name, places in known if len({p[1] for p in places}) > 1]
    values = {
        (name, i): list(hostile_values.hostile(place[2]))
        for name, places in known
        for i, place in enumerate(places)
    }
    for _ in range(n if known else 0):
        name, places = draw.choice(known)
        first, second = draw.sample(range(len(places)), 2)
        call = places[first][0]
        yield (
            call,
            {
                places[first][1]: draw.choice(values[name, first]),
                places[second][1]: draw.choice(values[name, second]),
            },
        )


def try_one(call: captured_calls.Call, places: Mapping[str, tuple[str, Any]], tally: Tally) -> None:
    """Make one call under both regimes."""
    label = ", ".join(f"{name}={place[0]}" for name, place in places.items())
    for regime in REGIMES:
        arguments = call.arguments
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for name, (_, make) in places.items():
                    arguments = replaced(call.target, arguments, name, make())
        except Exception:  # this value cannot be made from what stands there
            return
        outcome = judged(call.target, arguments, label, set(places), regime)
        tally.calls += 1
        if isinstance(outcome, Fault):
            tally.faults.append(outcome)
            return
        tally.results += outcome == "result"
        tally.refusals += outcome == "refusal"


@contextlib.contextmanager
def quiet_place() -> Iterator[None]:
    """A folder of its own for what is written, and a limit for what is held."""
    here = os.getcwd()
    limits = resource.getrlimit(resource.RLIMIT_AS)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, limits)
            os.chdir(here)


def summary(tally: Tally, callables: int, seconds: float) -> str:
    """One line: what was tried, and what came of it."""
    return (
        f"{tally.calls} calls of {callables} callables in {seconds:.0f} s: {tally.results} "
        f"results, {tally.refusals} refusals, {len(tally.faults)} faults"
    )


def close_pictures() -> None:
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is not None:
        plt.close("all")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="callables whose name holds this text")
    parser.add_argument("--without", default="", help="beginnings of names, parted by commas")
    parser.add_argument("--one-in", type=int, default=1, help="a fixed share of the values")
    parser.add_argument("--pairs", type=int, default=0, help="calls with two arguments replaced")
    parser.add_argument("--each", action="store_true", help="print each fault when it is found")
    args = parser.parse_args()
    matplotlib.use("agg")
    left_out = tuple(filter(None, args.without.split(",")))
    calls = {
        name: found
        for name, found in captured_calls.capture().items()
        if args.only in name and not (left_out and name.startswith(left_out))
    }
    tally, start = Tally(), time.perf_counter()
    with quiet_place():
        for call, places in [*cases(calls, args.one_in), *pairs(calls, args.pairs)]:
            known = len(tally.faults)
            try_one(call, places, tally)
            close_pictures()
            if args.each:
                print(*tally.faults[known:], sep="\n", end="\n" if tally.faults[known:] else "")
                sys.stdout.flush()
    kinds = defaultdict(list)
    for one in tally.faults:
        kinds[one.kind, one.place or one.target].append(one)
    for found in sorted(kinds.values(), key=len, reverse=True):
        print(f"{len(found):5} {found[0]}")
    print(summary(tally, len(calls), time.perf_counter() - start))
    for name, found in calls.items():
        if not found:
            print(f"no example calls {name}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
