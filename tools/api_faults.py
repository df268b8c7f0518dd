"""What code that was written for former public names would trip over."""

import ast

Api = dict[str, str]
"""Arguments by public name, as Python writes them; empty where it is no function."""


def read(text: str) -> Api:
    lines = [line.partition("(") for line in text.splitlines() if line and line[0] != "#"]
    return {name: f"{mark}{rest}" for name, mark, rest in lines}


def parsed(signature: str) -> ast.arguments:
    (function,) = ast.parse(f"def f{signature}: ...").body
    assert isinstance(function, ast.FunctionDef)  # noqa: S101 - as it was written above
    return function.args


def argument_faults(name: str, old: str, new: str) -> list[str]:
    """What a call that was written for the old arguments trips over."""
    before, after = parsed(old), parsed(new)
    places = [one.arg for one in (*after.posonlyargs, *after.args)]
    named = {one.arg for one in (*after.args, *after.kwonlyargs)}
    positional = len(before.posonlyargs)
    faults = []
    for i, one in enumerate((*before.posonlyargs, *before.args)):
        by_name = i >= positional
        if by_name and one.arg not in named and after.kwarg is None:
            faults.append(f"{name}: argument {one.arg!r} is gone")
        elif i >= len(places) and after.vararg is None:
            faults.append(f"{name}: argument {one.arg!r} can no longer be given by its place")
        elif by_name and i < len(places) and places[i] != one.arg:
            faults.append(f"{name}: argument {one.arg!r} is no longer in place {i + 1}")
    faults += [
        f"{name}: argument {one.arg!r} is gone"
        for one in before.kwonlyargs
        if one.arg not in named and after.kwarg is None
    ]
    return faults + [
        f"{name}: argument {one!r} is now required"
        for one in required(after)
        if one not in required(before) and one not in places[: len(before.posonlyargs)]
    ]


def required(given: ast.arguments) -> list[str]:
    places = [one.arg for one in (*given.posonlyargs, *given.args)]
    first = places[: len(places) - len(given.defaults)]
    return first + [
        one.arg
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
        if default is None
    ]


def breakages(old: Api, new: Api) -> list[str]:
    """Everything that is gone or changed so that code written for `old` would fail."""
    faults = []
    for name, signature in old.items():
        if name not in new:
            faults.append(f"{name} is gone")
        elif signature and not new[name]:
            faults.append(f"{name} is no function any more")
        elif signature:
            faults += argument_faults(name, signature, new[name])
    return faults
