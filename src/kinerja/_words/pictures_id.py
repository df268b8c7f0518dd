"""Kalimat pada gambar dalam bahasa Indonesia: judul, sumbu, keterangan, dan teks alternatif."""

from __future__ import annotations

from . import pictures as en
from .grammar import Plural


class Waterfall(en.Waterfall):
    """Sumbangan nilai satu orang atau satu kelompok."""

    title = "Asal nilai {total}"
    group_title = "Susunan nilai"
    axis = "Nilai"
    others = Plural("{n} lainnya")
    total = "Nilai akhir"
    baselines = {
        "mean": "Rata-rata kelompok",
        "target": "Capaian penuh",
        "row": "Pembanding",
        "raw": "Pembanding",
    }
    up = "menaikkan nilai"
    down = "menurunkan nilai"
    alt = "Batang bergerak dari {start} ({baseline}) ke nilai akhir {total}. {items}."
    missing = "Tidak dihitung karena datanya tidak tersedia: {items}."
    group_alt = (
        "Batang bertumpuk untuk {n} orang menurut nilai, terdiri atas {items}. Nilai: {totals}."
    )
    tenth = "Peringkat {first}–{last}"
    tenths_note = "Setiap batang menunjukkan rata-rata pegawai pada peringkat tersebut."
    no_total = Plural("{n} orang tanpa nilai akhir tidak ditampilkan.")
    item = "{name}, rata-rata {mean}"


class Forest(en.Forest):
    """Estimasi beserta selangnya."""

    title = "Estimasi per domain"
    whole_title = "Estimasi"
    skm_title = "Indeks kepuasan masyarakat per unit"
    skm_whole_title = "Indeks kepuasan masyarakat"
    whole = "Semua"
    axis = "Estimasi"
    skm_axis = "Indeks kepuasan masyarakat (25–100)"
    now = "Gelombang ini"
    before = "Gelombang sebelumnya"
    grade = "Mutu {grade}"
    interval = "Titik: estimasi; garis: selang {level}."
    alt = "Titik dengan selang untuk {n} baris, mulai dari yang tertinggi. {items}."
    item = "{value} ({lower} sampai {upper})"
    change = "sebelumnya {value}"
    no_interval = "tanpa selang"
    not_shown = Plural("{n} baris tanpa estimasi tidak ditampilkan: {items}.")
    wide = "Selang terpanjang melampaui tepi gambar."


class Ranks(en.Ranks):
    """Peringkat dan pergeserannya."""

    title = "Seberapa mantap peringkatnya"
    axis = "Peringkat (1 terbaik)"
    note = "Titik: rata-rata peringkat dari {draws} simulasi bobot; garis: {level} dari simulasi."
    alt = "Rata-rata peringkat dan rentangnya untuk {n} subjek, sesuai urutan peringkat. {items}."
    item = "{value} ({lower} sampai {upper})"
    stated = "Peringkat dengan bobot yang ditetapkan"
    drawn = "Rata-rata peringkat jika bobot berubah"
    acceptability_title = "Seberapa sering setiap peringkat muncul"
    acceptability_axis = "Peringkat"
    acceptability_note = (
        "Makin gelap sebuah sel, makin sering peringkat itu muncul dalam {draws} simulasi bobot."
    )
    acceptability_alt = (
        "Matriks {n} subjek menurut peringkat, makin gelap makin sering muncul. {items}."
    )
    acceptability_item = "paling sering peringkat {rank} ({share})"
    too_many = "Dengan {n} subjek, bagian setiap peringkat terlalu kecil untuk dilihat; yang ditampilkan adalah rata-rata peringkat."
    no_total = Plural("{n} subjek tanpa nilai akhir tidak ditampilkan.")


class Pictures(en.Pictures):
    """Gambar, satu kelas untuk setiap gambar."""

    unnamed = "{n} baris; hanya yang pertama dan terakhir diberi nama"
    waterfall = Waterfall()
    forest = Forest()
    ranks = Ranks()
