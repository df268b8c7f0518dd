"""Sentences stand in the words room: what a person reads is written in each language's file.

Errors, warnings and docstrings are English and stay where they are; so does what is data: official
names with their translation, SQL, HTML.
"""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "kinerja"
SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;]? [A-Za-z{}]+[,:;]? [A-Za-z{}]+")
REFUSAL = re.compile(r"(Error|[Ww]arn\w*|about|_?refuse\w*|too_few|no_variance|fail)$")
SAID_IN_ERRORS = {"hint", "expected", "found"}

# Rooms that write for people by trade take their words from the words room and are held by the
# tests of what they write; the others listed here hold data or a language of machines.
NOT_PROSE = (
    "_words/",
    "_checks/",  # the border writes errors, and nothing else
    "_commands/",  # help of the command line, and templates in both languages
    "_frames/",  # SQL, and the errors that an engine returns as codes
    "_results/display.py",  # HTML
    "_sample/",  # names of made-up data, in both languages
    "_sheets/",  # notes on cells, as in errors
    "schemes/",  # official names and articles, in both languages
    "errors.py",  # the page of codes
)

ALLOWED = {
    "closed better elsewhere": "code of a reason",
    "yes or no": "kind of a value",
    "Former name of `{}`.": "docstring",
    "Did you mean {}?": "hint of an error",
    "workers who are alike": "expected by an error",
    "workers who differ in speed at most": "expected by an error",
    'Assess it, or say what a missing level does: missing="omit" or "propagate".': "hint",
    "an index in {} rows of version {}": "found by an error",
    "one of {}": "expected by an error",
    " of unit {} of the stage before": "place in an error",
    "the one stratum{}": "place in an error",
    "the weights of the design": "place in an error",
    "Design(simple random sample)": "repr",
    "Design(n={}{}, {} PSUs in {}, df={}{}{})": "repr",
    ", calibrated in {} step{}": "repr",
}


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    return None


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_refusal(node):
    if isinstance(node, ast.keyword):
        return node.arg in SAID_IN_ERRORS
    return isinstance(node, ast.Raise | ast.Assert) or (
        isinstance(node, ast.Call) and bool(REFUSAL.search(name_of(node)))
    )


def returns_an_error(node):
    return (
        isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and "Error" in ast.unparse(node.returns)
    )


def names_in_refusals(trees):
    """Names of constants and of arguments that a refusal says, in any room."""
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if not (is_refusal(node) or returns_an_error(node)):
            continue
        names = {
            named.id if isinstance(named, ast.Name) else named.attr
            for named in ast.walk(node)
            if isinstance(named, ast.Name | ast.Attribute)
        }
        # Of a function that makes an error only the constants: its variables have common names.
        found |= names if is_refusal(node) else {name for name in names if name.isupper()}
    return found


def filled(node):
    """What a statement gives its text to: names that are set, or lists that grow."""
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return [node.target]
    if isinstance(node, ast.Call) and name_of(node) == "append":
        return [getattr(node.func, "value", None)]
    return []


def sentences(node, said):
    """Line and text of each sentence that is neither documentation nor part of a refusal."""
    if is_refusal(node) or (isinstance(node, ast.Expr) and text_of(node.value) is not None):
        return
    if returns_an_error(node):
        return
    if {getattr(target, "id", None) for target in filled(node)} & said:
        return
    text = text_of(node)
    if text is not None:
        if SENTENCE.search(text) and text not in ALLOWED:
            yield node.lineno, text
        return
    for child in ast.iter_child_nodes(node):
        yield from sentences(child, said)


def test_core_rooms_hold_no_sentence():
    trees = {path: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
    said = names_in_refusals(trees.values())
    found = [
        f"{place}:{line}: {text}"
        for path, tree in sorted(trees.items())
        if not (place := str(path.relative_to(SOURCE).as_posix())).startswith(NOT_PROSE)
        for line, text in sentences(tree, said)
    ]
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed():
    texts = {
        text_of(node)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    }
    assert not ALLOWED.keys() - texts


def test_a_sentence_in_a_core_room_is_found():
    planted = ast.parse("def f():\n    return f'{n} people cannot be ranked'\n")
    assert list(sentences(planted, set())) == [(2, "{} people cannot be ranked")]
    refused = ast.parse("raise InputError.about('x', expected='one row per person')")
    assert not list(sentences(refused, set()))
