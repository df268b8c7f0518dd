"""Items, weights and grades, by the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..._definitions import Language
from ...indicators import Bands, Text, say
from .._scheme import numbers, official

Version = Literal["2017", "2004"]

GRADES: Mapping[str, Bands] = {
    version: official("skm", version).bands("grade") for version in ("2017", "2004")
}
"""Grades on the 25–100 scale, after rounding half up at two decimals."""

ITEMS: Mapping[str, Mapping[str, Text]] = {
    "2017": {
        "U1": Text(en="Requirements", id="Persyaratan"),
        "U2": Text(en="System, mechanism and procedure", id="Sistem, Mekanisme, dan Prosedur"),
        "U3": Text(en="Completion time", id="Waktu Penyelesaian"),
        "U4": Text(en="Fee or tariff", id="Biaya/Tarif"),
        "U5": Text(en="Product specification", id="Produk Spesifikasi Jenis Pelayanan"),
        "U6": Text(en="Staff competence", id="Kompetensi Pelaksana"),
        "U7": Text(en="Staff behaviour", id="Perilaku Pelaksana"),
        "U8": Text(
            en="Handling of complaints, suggestions and feedback",
            id="Penanganan Pengaduan, Saran dan Masukan",
        ),
        "U9": Text(en="Facilities and infrastructure", id="Sarana dan Prasarana"),
    },
    "2004": {
        "U1": Text(en="Service procedure", id="Prosedur Pelayanan"),
        "U2": Text(en="Service requirements", id="Persyaratan Pelayanan"),
        "U3": Text(en="Clarity of service staff", id="Kejelasan Petugas Pelayanan"),
        "U4": Text(en="Discipline of service staff", id="Kedisiplinan Petugas Pelayanan"),
        "U5": Text(en="Responsibility of service staff", id="Tanggung Jawab Petugas Pelayanan"),
        "U6": Text(en="Ability of service staff", id="Kemampuan Petugas Pelayanan"),
        "U7": Text(en="Speed of service", id="Kecepatan Pelayanan"),
        "U8": Text(en="Fairness of service", id="Keadilan Mendapatkan Pelayanan"),
        "U9": Text(en="Courtesy and friendliness", id="Kesopanan dan Keramahan Petugas"),
        "U10": Text(en="Fairness of the fee", id="Kewajaran Biaya Pelayanan"),
        "U11": Text(en="Certainty of the fee", id="Kepastian Biaya Pelayanan"),
        "U12": Text(en="Certainty of the schedule", id="Kepastian Jadwal Pelayanan"),
        "U13": Text(en="Comfort of the surroundings", id="Kenyamanan Lingkungan"),
        "U14": Text(en="Safety of the service", id="Keamanan Pelayanan"),
    },
}
"""Items by code, in the regulation's order."""

ITEM_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    version: tuple(numbers("skm", version, "item_weights").values()) for version in ("2017", "2004")
}
"""Weights of an item that occur in published reports; the first, exact one is the default."""

TEXTS: Mapping[str, Text] = {
    "A": Text(en="very good", id="Sangat Baik"),
    "B": Text(en="good", id="Baik"),
    "C": Text(en="less good", id="Kurang Baik"),
    "D": Text(en="not good", id="Tidak Baik"),
}

SCALE = 25.0
"""Factor from the index, 1 to 4, to the converted value."""


def item_name(code: str, version: str, language: Language) -> str:
    """Name of an item; the code of a further item, which the regulation does not name."""
    own = ITEMS[version]
    return say(own[code], language) if code in own else code


def said(grades: NDArray[Any], language: Language) -> NDArray[Any]:
    """Grades in words; nothing where there is no grade."""
    words = {"": "", **{code: say(text, language) for code, text in TEXTS.items()}}
    return np.array([words[code] for code in grades.tolist()], dtype=object)


def graded(converted: NDArray[np.float64], version: str) -> NDArray[Any]:
    """Grade of converted values."""
    out: NDArray[Any] = GRADES[version].label(on_scale(converted))
    return out


def on_scale(converted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Converted values kept to the scale, from 25 to 100, as they are shown or graded.

    An interval is as wide above as below, and so may reach beyond; rounded weights may too.
    """
    return np.clip(converted, SCALE, 4 * SCALE)


def shown_ends(result: Any) -> list[tuple[float, float]]:
    """Interval of each row of a result as it is shown: never beyond the scale; NaN where none."""
    both = on_scale(np.column_stack([result.lower, result.upper]))
    return [(low, high) for low, high in both.tolist()]
