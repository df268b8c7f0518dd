"""What each of the nine boxes leads to, and the letter that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ... import _checks
from ..._definitions import Language
from ..._indicators.text import say
from ..._letters import Reply, Templates, closing_of, layered, read_reply
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike, Float
from ..._words import words
from ...competency import NineBox
from ...errors import InputError
from ...indicators import Text
from ...results import (
    Axis,
    BoolMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .._codes import nonnegative_floats
from .._scheme import official

ACTIONS: Mapping[str, Text] = {
    "promote_and_retain": Text(en="promoted and retained", id="dipromosikan dan dipertahankan"),
    "retain": Text(en="retained", id="dipertahankan"),
    "succession_national": Text(
        en="enters the succession group of the agency or the nation",
        id="masuk kelompok rencana suksesi instansi/nasional",
    ),
    "succession": Text(
        en="enters the succession group of the agency",
        id="masuk kelompok rencana suksesi instansi",
    ),
    "award": Text(en="award", id="penghargaan"),
    "rotate": Text(en="rotation", id="rotasi"),
    "rotate_or_widen": Text(en="rotation or a wider post", id="rotasi/perluasan jabatan"),
    "rotate_or_enrich": Text(en="rotation or a richer post", id="rotasi/pengayaan jabatan"),
    "suitable_post": Text(en="a post that suits", id="penempatan yang sesuai"),
    "guidance": Text(en="guidance on performance", id="bimbingan kinerja"),
    "counselling": Text(en="counselling on performance", id="konseling kinerja"),
    "development": Text(en="development of competencies", id="pengembangan kompetensi"),
    "study_assignment": Text(en="study assignment", id="tugas belajar"),
    "procedure": Text(
        en="the procedure that the rules lay down: the person is heard; where the predicate is "
        "poor or very poor there are six months to improve, and without improvement a new "
        "competence test (PP 30/2019 art. 58)",
        id="diproses sesuai dengan ketentuan peraturan perundang-undangan: pegawai didengar "
        "keterangannya; jika predikatnya Kurang atau Sangat Kurang, pegawai diberi kesempatan 6 "
        "bulan untuk memperbaiki kinerja, dan jika tidak membaik mengikuti uji kompetensi kembali "
        "(Pasal 58 PP 30/2019)",
    ),
}
"""What a box leads to, in words, by code."""


def _leads_to() -> dict[int, tuple[str, ...]]:
    out: dict[int, tuple[str, ...]] = {}
    for (box, _), action in official("talent", "2020").table("leads_to").items():
        out[int(box)] = (*out.get(int(box), ()), str(action))
    return dict(sorted(out.items()))


LEADS_TO: Mapping[int, tuple[str, ...]] = _leads_to()
"""PermenPANRB 3/2020, annex, as agencies print it: box to the codes of `ACTIONS` in order."""

BOX_LEVELS: Mapping[int, tuple[str, str]] = {
    int(number): (performance, potential)
    for (performance, potential), number in official("talent", "2020").table("boxes").items()
}
_PERFORMANCE = ("below", "meets", "above")
_POTENTIAL = ("low", "middle", "high")
_SURE = 0.8
"""Below this probability a letter says that the box is open."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LeadsTo(Result):
    """What the box of each person leads to.

    Examples
    --------
    >>> from kinerja.schemes.talent import leads_to
    >>> leads_to([4], ids=["S07"]).of("S07")
    ('rotate', 'development')
    """

    _keys: ClassVar = {"person": "ids", "action": "actions"}

    box: Annotated[IntVector, Axis("person")]
    """(n,) box in the numbers of the regulation, 1 to 9; 0 without one."""
    leads_to: Annotated[BoolMatrix, Axis("person", "action")]
    """(n, a) which actions the box of each person leads to."""
    actions: Annotated[LabelVector, Axis("action")]
    """(a,) codes of the actions; `talent.TEXTS` has their words."""
    certainty: Annotated[FloatVector, Axis("person"), Unit("share")]
    """(n,) probability of the person's own box; NaN where it is not known."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    provenance: Provenance = field(default_factory=Provenance)
    """Regulation and evidence."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.boxes_lead_to.format(n=self.box.size)

    def _facts(self, language: str = "en") -> dict[str, Any]:
        said = words(language).letters.box
        out: dict[str, Any] = {}
        for box in sorted({int(x) for x in self.box.tolist()} - {0}, reverse=True):
            head = said.box.format(box=box, n=int((self.box == box).sum()))
            out[head] = _listed(LEADS_TO[box], language)
        return out

    def of(self, person: Any) -> tuple[str, ...]:
        """Codes of the actions that the box of one person leads to, in the order of the annex.

        Parameters
        ----------
        person : id, or position where there are no ids
            Whom it is about.

        Examples
        --------
        >>> from kinerja.schemes.talent import leads_to
        >>> leads_to([1, 4], ids=["S06", "S07"]).of("S07")
        ('rotate', 'development')
        """
        box = int(self.box[_checks.row_of(person, self.ids, self.box.size, "person")])
        return LEADS_TO.get(box, ())

    def letter(
        self,
        person: Any,
        *,
        language: Language = "en",
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Letter to one person: their box, what it leads to, how sure it is, how to answer.

        Parameters
        ----------
        person : id, or position where there are no ids
            Whom it is for.
        language : {"en", "id"}
            Language of the letter.
        reply : Reply, optional
            Whom to answer, within how many days, on what ground.
        templates : mapping, optional
            Sentences of the agency; `letters.sentences("box")` lists them.

        Returns
        -------
        str

        Raises
        ------
        InputError
            If the person is unknown, or a sentence does not fit.

        Examples
        --------
        >>> from kinerja.schemes.talent import leads_to
        >>> print(leads_to([4], ids=["S07"]).letter("S07").splitlines()[2])
        you stand in box 4: performance above expectation, potential low.
        """
        answer = read_reply(reply)
        i = _checks.row_of(person, self.ids, self.box.size, "person")
        said, grammar = layered(words(language).letters.box, templates), words(language).grammar
        box = int(self.box[i])
        parts = [said.heading, said.to.format(staff=person)]
        if not box:
            parts.append(said.absent)
        else:
            performance, potential = BOX_LEVELS[box]
            parts += [
                said.stands.format(
                    box=box,
                    performance=said.performance[performance],
                    potential=said.potential[potential],
                ),
                said.leads.format(items=_listed(LEADS_TO[box], language)),
                said.procedure if box == 1 else "",
            ]
            share = float(self.certainty[i])
            if share < _SURE:
                parts.append(said.open.format(share=grammar.percent(share)))
        parts += [
            " ".join(x for x in (said.note, closing_of(said, grammar, answer)) if x),
            said.closing,
        ]
        return "\n\n".join(part for part in parts if part)


def _listed(actions: tuple[str, ...], language: Any) -> str:
    return "; ".join(say(ACTIONS[action], language) for action in actions)


@steady
@steady
def leads_to(boxes: NineBox | ArrayLike, *, ids: Any = None) -> LeadsTo:
    """What the box of each person leads to, by the annex of PermenPANRB 3/2020.

    Parameters
    ----------
    boxes : NineBox, or array_like (n,) of int
        Result of `competency.nine_box`, which is read by its two levels and brings ids and the
        certainty of each box; or numbers of the regulation as `box` gives them, 1 to 9, missing
        where somebody has none.
    ids : array_like (n,), optional
        Who they are, with numbers.

    Returns
    -------
    LeadsTo

    Raises
    ------
    InputError
        If a box is not a whole number from 1 to 9, or `ids` are given beside a result.

    Notes
    -----
    The numbers of `competency.nine_box` count by another rule than those of the regulation, so a
    result is never read by its numbers. What a box leads to is a recommendation; an office decides.
    Box 1 leads to the procedure of the law, not to dismissal: PP 30/2019 art. 58 gives six months
    to improve, and then a new competence test.

    References
    ----------
    PermenPANRB 3/2020, annex, as four public systems of agencies print it; PP 30/2019 art. 58.

    Examples
    --------
    >>> r = leads_to([9, 1], ids=["S01", "S02"])
    >>> r.of("S01")
    ('promote_and_retain', 'succession_national', 'award')
    >>> r.letter("S02").splitlines()[2]
    'you stand in box 1: performance below expectation, potential low.'
    """
    if isinstance(boxes, NineBox):
        if ids is not None:
            raise InputError.about(
                "ids",
                code="invalid_input",
                expected="nothing beside a result of nine_box, which has its own",
                found="ids",
            )
        number, names, certainty = _of_result(boxes), boxes.ids, boxes.certainty
    else:
        number = _of_numbers(boxes)
        names = _checks.identifiers(ids, number.size)
        certainty = np.full(number.size, np.nan)
    actions = tuple(ACTIONS)
    leads = np.array(
        [[action in LEADS_TO.get(box, ()) for action in actions] for box in range(10)],
        dtype=np.bool_,
    )
    return LeadsTo(
        box=number,
        leads_to=leads[number],
        actions=np.array(actions, dtype=object),
        certainty=np.asarray(certainty),
        ids=names,
        provenance=Provenance(
            **made_from(boxes=number),
            options={"regulation": official("talent", "2020").regulation},
        ),
    )


def _of_result(result: NineBox) -> NDArray[np.int64]:
    """Numbers of the regulation from the two levels."""
    by_levels = np.zeros((3, 3), dtype=np.int64)
    for box, (performance, potential) in BOX_LEVELS.items():
        by_levels[_PERFORMANCE.index(performance), _POTENTIAL.index(potential)] = box
    gone = (result.performance_level < 0) | (result.potential_level < 0)
    found = by_levels[
        np.maximum(result.performance_level, 0), np.maximum(result.potential_level, 0)
    ]
    return np.where(gone, 0, found)


def _of_numbers(boxes: ArrayLike) -> NDArray[np.int64]:
    x: Float = np.atleast_1d(nonnegative_floats(boxes, "boxes"))
    if x.ndim != 1:
        raise InputError.about(
            "boxes", code="wrong_shape", expected="one box a person, (n,)", found=f"{x.shape}"
        )
    wrong = ~np.isnan(x) & ~np.isin(x, np.arange(1, 10))
    if wrong.any():
        _checks.refuse_cells(
            wrong, x, "boxes", code="out_of_range", expected="whole numbers from 1 to 9"
        )
    return np.where(np.isnan(x), 0, x).astype(np.int64)
