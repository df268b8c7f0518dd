"""One move in words: a text for the official who decides, a letter to the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .problem import Problem
from .reasons import amount, names_of

if TYPE_CHECKING:
    from .._definitions import Language

NUMBERS = ("effect", "cost", "candidates", "runner_up_cost", "runner_up_effect")


def _written(fields: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Fields of an explanation with their numbers as a reader of the language knows them."""
    return {**fields, **{name: amount(fields[name], language) for name in NUMBERS}}


def text_of(
    problem: Problem, fields: Mapping[str, Any], fact: str, v: int, d: int, language: Language
) -> str:
    """Say why this person moves, and who would have been next."""
    f = _written(fields, language)
    to_unit, to_job = names_of(problem, v, d, language)
    if language == "id":
        lines = [
            f"{f['staff']} pindah ke {to_unit} sebagai {to_job}.",
            fact,
            f"Kekurangan yang dihilangkan: {f['effect']}. Biaya: {f['cost']}.",
            f"Yang dapat datang tanpa melanggar aturan: {f['candidates']} orang.",
            "Tidak ada pilihan berikutnya."
            if f["runner_up"] is None
            else f"Pilihan berikutnya: {f['runner_up']}, biaya {f['runner_up_cost']}, "
            f"menghilangkan kekurangan {f['runner_up_effect']}, "
            "bila yang lain tetap sesuai rencana.",
        ]
    else:
        lines = [
            f"{f['staff']} moves to {to_unit} as {to_job}.",
            fact,
            f"Shortage removed: {f['effect']}. Cost: {f['cost']}.",
            f"People who could come without breaking a rule: {f['candidates']}.",
            "There is no runner-up."
            if f["runner_up"] is None
            else f"Runner-up: {f['runner_up']}, at a cost of {f['runner_up_cost']}, removing "
            f"{f['runner_up_effect']} of the shortage, everyone else being as planned.",
        ]
    return " ".join(lines)


def letter_of(
    problem: Problem,
    fields: Mapping[str, Any],
    person: int,
    fact: str,
    v: int,
    d: int,
    *,
    still_open: Sequence[str],
    language: Language,
) -> str:
    """Write to the person: what the plan proposes, why, and what else stays open."""
    f = _written(fields, language)
    to_unit, to_job = names_of(problem, v, d, language)
    unit, job = int(problem.unit[person]), int(problem.job[person])
    from_unit, from_job = names_of(problem, unit, job, language)
    costed = problem.preference is not None or problem.distance is not None
    months = (
        None
        if problem.months_in_post is None
        else amount(float(problem.months_in_post[person]), language)
    )
    if language == "id":
        lines = [
            f"Kepada {f['staff']},",
            "",
            (
                f"rencana perpindahan mengusulkan Saudara pindah dari {from_unit} ({from_job}) "
                f"ke {to_unit} ({to_job})."
            ),
            "",
            f"Alasan. {fact}",
            "Saudara memenuhi syarat jabatan tersebut."
            + ("" if months is None else f" Masa jabatan Saudara {months} bulan."),
            f"{f['candidates']} pegawai dapat mengisi jabatan ini."
            + (f" Nilai biaya perpindahan Saudara {f['cost']}." if costed else ""),
            "",
            "Pilihan lain. "
            + (
                "Jabatan yang masih kekurangan dan syaratnya Saudara penuhi: "
                + "; ".join(still_open)
                + "."
                if still_open
                else "Saat ini tidak ada jabatan lain yang kekurangan dan syaratnya Saudara penuhi."
            ),
            "",
            "Surat ini menjelaskan isi rencana. Surat ini bukan keputusan.",
        ]
    else:
        people = "person" if fields["candidates"] == 1 else "people"
        lines = [
            f"To {f['staff']},",
            "",
            (
                f"the plan of transfers proposes that you move from {from_unit} ({from_job}) "
                f"to {to_unit} ({to_job})."
            ),
            "",
            f"Why. {fact}",
            "You meet the requirements of the post."
            + (
                ""
                if months is None
                else f" You have been in your present post for {months} "
                f"{'month' if months == '1' else 'months'}."
            ),
            f"{f['candidates']} {people} could fill this post."
            + (f" The cost counted for your move is {f['cost']}." if costed else ""),
            "",
            "What else is open. "
            + (
                "Posts that stay short and whose requirements you meet: "
                + "; ".join(still_open)
                + "."
                if still_open
                else "No other post that stays short has requirements that you meet."
            ),
            "",
            "This letter says what the plan contains. It is not a decision.",
        ]
    return "\n".join(lines)
