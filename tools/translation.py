"""The Indonesian pages: which are finished, what is missing, and a file to translate.

A file under docs/locale/id/LC_MESSAGES is the promise of a finished page: a page is either
translated whole or has no such file, and then the Indonesian site shows it in English.

    python tools/translation.py update scoring schemes/skm   # make or refresh the files of pages
    python tools/translation.py check                        # every file is whole and up to date
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages import pofile

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TEMPLATES = DOCS / "_build" / "messages"
FILES = DOCS / "locale" / "id" / "LC_MESSAGES"
THEME = "sphinx"
"""Words of the theme: its own catalogue, which belongs to no page."""
WORDS = re.compile(r"[^\W\d_]{2}")
HEADER = re.compile(r'"[A-Z][A-Za-z-]+: .*\\n"$')
HEADERS = ('"Language: ', '"Plural-Forms', '"MIME', '"Content-T')


def templates():
    """Read all pages again and return the files of their messages, by page."""
    shutil.rmtree(TEMPLATES, ignore_errors=True)
    command = [
        *(sys.executable, "-m", "sphinx", "-q", "-b", "gettext", "-t", "messages"),
        *("-d", str(DOCS / "_build" / "doctrees" / "messages"), str(DOCS), str(TEMPLATES)),
    ]
    # Without the reference there are links that lead nowhere: no matter for messages.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    return {
        path.relative_to(TEMPLATES).with_suffix("").as_posix(): path
        for path in TEMPLATES.rglob("*.pot")
        if path.stem != THEME
    }


def read(path):
    """A catalogue of messages."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale="id", charset="utf-8")


def write(path, catalogue):
    """Write what a translator needs and no dates: a file changes only where a message does."""
    text = io.BytesIO()
    pofile.write_po(text, catalogue, width=0, ignore_obsolete=True)
    lines = [
        line
        for line in text.getvalue().decode("utf-8").splitlines()
        if not line.startswith("#, python-")
        and (not line.startswith('"') or line.startswith(HEADERS) or not HEADER.match(line))
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def update(pages):
    """Make the file of each page, or bring it up to date and keep what is translated."""
    known = templates()
    for page in pages:
        name = page.removeprefix("docs/").removesuffix(".md")
        if name not in known:
            sys.exit(f"There is no page {name!r}. There are: {', '.join(sorted(known))}")
        new = read(known[name])
        target = FILES / f"{name}.po"
        if target.exists():
            old = read(target)
            # What has no page any more would otherwise be kept at the end of the file for ever.
            old.update(new, no_fuzzy_matching=False, update_header_comment=False)
            old.obsolete.clear()
            new = old
        new.fuzzy, new.header_comment = False, f"# Indonesian translation of docs/{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        for message in new:
            if message.id and not WORDS.search(re.sub(r"`[^`]*`", "", message.id)):
                message.string = message.id
        write(target, new)
        left = sum(1 for message in new if message.id and (not message.string or message.fuzzy))
        sys.stdout.write(
            f"{target.relative_to(ROOT)}: {left} of {len(new)} messages to translate\n"
        )


def faults_of(catalogue):
    """What a reader would notice in a file of translations by itself: gaps, guesses, lost code."""
    for message in catalogue:
        if not message.id:
            continue
        start = message.id[:60]
        if not message.string:
            yield f"not translated: {start!r}"
        elif message.fuzzy:
            yield f"to be looked at again (fuzzy): {start!r}"
        else:
            lost = set(code(message.id)) ^ set(code(message.string))
            if lost:
                yield f"code differs from the English ({', '.join(sorted(lost))}): {start!r}"


def code(text):
    """Targets of links and roles: the same in every language."""
    return re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(
        r"\{[a-z:]+\}`(?:[^`<]*<)?([^`<>]+)>?`", text
    )


def check():
    """Say what is unfinished; a file of a page must hold exactly the messages of that page."""
    known = templates()
    faults, finished = [], []
    for path in sorted(FILES.rglob("*.po")):
        if path.stem == THEME:
            continue
        page = path.relative_to(FILES).with_suffix("").as_posix()
        if page not in known:
            faults.append(f"{page}: there is no such page")
            continue
        catalogue = read(path)
        have, want = (
            {message.id for message in c if message.id} for c in (catalogue, read(known[page]))
        )
        found = [f"stale: {text[:60]!r}" for text in have - want]
        found += [f"missing: {text[:60]!r}" for text in want - have]
        found += faults_of(catalogue)
        faults += [f"{page}: {fault}" for fault in found]
        finished += [page] * (not found)
    english = sorted(set(known) - set(finished))
    sys.stdout.write(f"In Indonesian: {len(finished)} of {len(known)} pages\n")
    sys.stdout.write(f"Still English: {' '.join(english) or 'none'}\n")
    if faults:
        sys.exit(
            "\n".join([*faults, "Bring a file up to date: python tools/translation.py update PAGE"])
        )


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update").add_argument("pages", nargs="+", metavar="PAGE")
    commands.add_parser("check")
    chosen = parser.parse_args()
    if chosen.command == "update":
        update(chosen.pages)
    else:
        check()


if __name__ == "__main__":
    main()
