"""What stands on the pages of a report, in Indonesian."""

from __future__ import annotations

from .grammar import Plural
from .pages import Pages


class PagesId(Pages):
    """Kata-kata di sekitar bagian sebuah halaman."""

    contents = "Daftar isi"
    skip = "Langsung ke isi"
    method = "Cara menghitung"
    tables = "Tabel: {caption}"
    scroll = "{caption} (dapat digeser ke samping)"
    figure = "Gambar {number}"
    picture = "Gambar tanpa keterangan"
    made = "Dibuat dengan kinerja {version}."
    empty = "Tidak ada yang dapat ditampilkan."
    no_rows = "Tidak ada baris."
    rows = Plural("{n} baris")
    fact = "besaran"
    figure_of_it = "nilai"
    heads = {
        "id": "id",
        "total": "nilai total",
        "rank": "peringkat",
        "band": "kategori",
        "grade": "kategori",
        "coverage": "cakupan",
        "unit": "unit",
        "job": "jabatan",
        "indicator": "indikator",
        "item": "unsur",
        "rater": "penilai",
        "person": "pegawai",
        "value": "nilai",
        "mean": "rata-rata",
        "se": "galat baku",
        "lower": "batas bawah",
        "upper": "batas atas",
        "n": "banyaknya",
        "df": "derajat bebas",
        "index": "indeks",
        "quality": "mutu",
        "need": "kebutuhan",
        "staff": "pegawai",
        "surplus": "kelebihan",
        "shortage": "kekurangan",
        "from_unit": "unit asal",
        "to_unit": "unit tujuan",
        "from_job": "jabatan asal",
        "to_job": "jabatan tujuan",
        "effect": "pengaruh",
        "cost": "biaya",
        "severity": "ketegasan",
        "contribution": "sumbangan",
        "p_value": "nilai p",
        "period": "periode",
        "course": "pelatihan",
        "competency": "kompetensi",
        "gap": "kesenjangan",
    }
