"""What two years of predicates lead to under PP 30/2019."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..._steady import steady
from ...indicators import Text
from .._codes import codes_of, picked, together
from .predicates_2022 import PREDICATE_ALIASES

FOLLOW_UP: Mapping[str, Text] = {
    "talent_pool": Text(
        en="may be given priority for the talent pool (art. 53 (1))",
        id="dapat diprioritaskan untuk kelompok rencana suksesi (Pasal 53 ayat (1))",
    ),
    "development": Text(
        en="may be given priority for further development (art. 53 (2))",
        id="dapat diprioritaskan untuk pengembangan kompetensi (Pasal 53 ayat (2))",
    ),
    "improve": Text(
        en="has six months to improve; without improvement a new competence test (art. 58)",
        id="diberi kesempatan 6 bulan untuk memperbaiki kinerja; bila tidak membaik, "
        "uji kompetensi kembali (Pasal 58)",
    ),
    "none": Text(en="nothing is provided for", id="tidak diatur tindak lanjut"),
}
"""What a sequence of predicates leads to, in words. It is what the rule provides for: an office
decides. Heads of agencies and senior leaders follow art. 57."""

_KNOWN = ("very_good", "good", "needs_improvement", "poor", "very_poor")


@steady
def follow_up(previous: Any, latest: Any) -> NDArray[Any]:
    """What the predicates of two years in a row lead to.

    Parameters
    ----------
    previous, latest : str or array_like of str (n,)
        Predicates of the year before and of the latest year; the forms in use are understood.

    Returns
    -------
    str or ndarray of str
        talent_pool (very good twice), development (good twice), improve (latest poor or very poor),
        or none; `FOLLOW_UP` has the words.

    Raises
    ------
    InputError
        If a predicate is unknown.

    Notes
    -----
    Covers administrators and functional posts. Good after very good, or the other way round, is not
    the same predicate twice: the rule provides for nothing.

    References
    ----------
    PP 30/2019 art. 53 and 58.

    Examples
    --------
    >>> follow_up(["Sangat Baik", "good", "good"], ["very_good", "good", "Kurang"]).tolist()
    ['talent_pool', 'development', 'improve']
    """
    aliases = {**PREDICATE_ALIASES, "fair": "needs_improvement"}
    before = codes_of(previous, "previous", _KNOWN, aliases)
    after = codes_of(latest, "latest", _KNOWN, aliases)
    before, after = together("latest", before, after)
    top, good = (before == 0) & (after == 0), (before == 1) & (after == 1)
    code = np.select([top, good, after >= _KNOWN.index("poor")], [0, 1, 2], default=3)
    out: NDArray[Any] = picked(tuple(FOLLOW_UP), code[()])
    return out
