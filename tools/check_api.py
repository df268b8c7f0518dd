"""Compare the public names with those of the last release; what users' code would trip over fails.

``python tools/check_api.py`` compares with the last tag ``v*`` of the repository. Where there is no
tag, as in a source archive or a shallow clone, it compares with ``tools/public_api.txt``, which
``python tools/check_api.py --write`` makes anew at each release.

A name that goes, an argument that is renamed, moved or becomes required, and a field that goes are
breakages; new names are none. Names and arguments are read from the source by griffe.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe
from api_faults import Api, breakages, read

ROOT = Path(__file__).parents[1]
SNAPSHOT = Path(__file__).with_name("public_api.txt")
NOT_OURS = {"BaseModel", "Mapping"}


def last_tag() -> str | None:
    found = subprocess.run(  # noqa: S603 - the command is written below
        ["git", "-C", str(ROOT), "describe", "--tags", "--abbrev=0", "--match", "v*"],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    )
    return found.stdout.strip() or None


def public_modules(module: griffe.Module) -> Iterator[griffe.Module]:
    """The modules that a user imports: none whose name begins with an underscore."""
    yield module
    for name, inner in sorted(module.members.items()):
        if isinstance(inner, griffe.Module) and not name.startswith("_"):
            yield from public_modules(inner)


def arguments(function: griffe.Function) -> str:
    """Arguments without types: ``(card, data, *, ids=...)``."""
    kinds = griffe.ParameterKind
    parts: list[str] = []
    seen = kinds.positional_only
    for one in function.parameters:
        if one.kind is not kinds.positional_only and seen is kinds.positional_only and parts:
            parts.append("/")
        if one.kind is kinds.keyword_only and seen not in {
            kinds.keyword_only,
            kinds.var_positional,
        }:
            parts.append("*")
        stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(one.kind or seen, "")
        default = "" if one.required or stars else "=..."
        if one.name not in {"self", "cls"}:
            parts.append(f"{stars}{one.name}{default}")
        seen = one.kind or seen
    return f"({', '.join(parts)})"


def described(path: str, thing: griffe.Object | griffe.Alias) -> Iterator[tuple[str, str]]:
    """A name and, of a class, the names of its own in it."""
    target = thing.final_target if isinstance(thing, griffe.Alias) else thing
    if isinstance(target, griffe.Function):
        yield path, arguments(target)
        return
    yield path, ""
    if isinstance(target, griffe.Class):
        for name, member in sorted(target.all_members.items()):
            owner = member.parent.name if member.parent is not None else ""
            holder = member.target.parent if isinstance(member, griffe.Alias) else None
            if name.startswith("_") or {owner, getattr(holder, "name", "")} & NOT_OURS:
                continue
            if "Mapping" not in path and "pydantic" not in member.canonical_path:
                yield from described(f"{path}.{name}", member)


def api_of(package: griffe.Module) -> Api:
    return {
        path: signature
        for module in public_modules(package)
        for name in sorted(map(str, module.exports or ()))
        if name in module.members and not isinstance(module.members[name], griffe.Module)
        for path, signature in described(f"{module.path}.{name}", module.members[name])
    }


def loaded(ref: str | None = None) -> Api:
    if ref is None:
        package = griffe.load("kinerja", search_paths=[str(ROOT / "src")], resolve_aliases=True)
    else:
        package = griffe.load_git(
            "kinerja", ref=ref, repo=ROOT, search_paths=["src"], resolve_aliases=True
        )
    assert isinstance(package, griffe.Module)  # noqa: S101 - a package is a module
    return api_of(package)


def main() -> int:
    new = loaded()
    if "--write" in sys.argv[1:]:
        lines = ["# Public names of the last release, written by tools/check_api.py"]
        lines += [f"{name}{signature}" for name, signature in sorted(new.items())]
        SNAPSHOT.write_text("\n".join(lines) + "\n", "utf-8")
        return 0
    tag = last_tag()
    old = read(SNAPSHOT.read_text("utf-8")) if tag is None else loaded(tag)
    faults = breakages(old, new)
    for fault in faults:
        print(fault)  # noqa: T201
    added = len(new.keys() - old.keys())
    base = tag or SNAPSHOT.name
    print(f"{len(new)} public names; since {base} {added} are new, {len(faults)} break calls")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
