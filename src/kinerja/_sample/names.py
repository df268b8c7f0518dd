"""Names of the made-up units, jobs, courses and competencies, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..indicators import Text


def _names(**pairs: str) -> Mapping[str, Text]:
    return MappingProxyType({en: Text(en=en, id=id_) for en, id_ in pairs.items()})


OFFICE_UNITS = _names(
    **{
        "secretariat": "sekretariat",
        "early childhood": "usia dini",
        "primary schools": "sekolah dasar",
        "lower secondary": "menengah pertama",
    }
)
CITY_UNITS = _names(
    **{
        "North School": "Sekolah Utara",
        "East School": "Sekolah Timur",
        "South School": "Sekolah Selatan",
        "West School": "Sekolah Barat",
        "Harbour Clinic": "Puskesmas Pelabuhan",
        "Market Clinic": "Puskesmas Pasar",
        "Hill Clinic": "Puskesmas Bukit",
        "North District": "Kecamatan Utara",
        "East District": "Kecamatan Timur",
        "South District": "Kecamatan Selatan",
        "Education Agency": "Dinas Pendidikan",
        "Health Agency": "Dinas Kesehatan",
    }
)
JOBS = _names(
    **{
        "teacher": "guru",
        "nurse": "perawat",
        "midwife": "bidan",
        "administration": "administrasi",
        "field officer": "petugas lapangan",
        "analyst": "analis",
    }
)
COURSES = _names(
    **{
        "Clear letters": "Surat yang jelas",
        "Planning a programme": "Merencanakan program",
        "Service at the counter": "Pelayanan di loket",
        "Spreadsheets and forms": "Lembar kerja dan formulir",
        "Working in teams": "Bekerja dalam tim",
        "Open records": "Arsip terbuka",
        "Data for decisions": "Data untuk keputusan",
    }
)
PROVIDERS = _names(
    **{
        "State university": "Universitas negeri",
        "Training agency": "Balai pelatihan",
        "Citizens' forum": "Forum warga",
        "State polytechnic": "Politeknik negeri",
        "Inspectorate": "Inspektorat",
    }
)
COMPETENCIES: Mapping[str, Text] = MappingProxyType(
    {
        "integrity": Text(en="integrity", id="integritas"),
        "teamwork": Text(en="teamwork", id="kerja sama"),
        "service": Text(en="service", id="pelayanan"),
        "planning": Text(en="planning", id="perencanaan"),
        "digital": Text(en="digital skills", id="keterampilan digital"),
        "writing": Text(en="writing", id="menulis"),
    }
)
