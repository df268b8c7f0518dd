"""Kalimat perintah dalam bahasa Indonesia."""

from __future__ import annotations

from collections.abc import Mapping

from .commands import Commands
from .grammar import Plural


class CommandsId(Commands):
    """Kalimat yang dicetak oleh perintah."""

    understood = "Yang dibaca"
    read = "{file}: {rows} dan {columns}."
    read_sheet = "{file}, lembar {sheet!r}: {rows} dan {columns}."
    rows = Plural("{n} baris")
    columns = Plural("{n} kolom")
    ids = "Identitas: kolom {name!r}."
    no_ids = "Tidak ada kolom identitas: baris disebut dengan nomornya, mulai dari 0."
    missing = Plural("Sebanyak {n} nilai tidak tersedia pada kolom yang dipakai.")
    none_missing = "Semua nilai pada kolom yang dipakai tersedia."
    taken = "Kolom {column!r} dibaca sebagai indikator {code!r}."
    notes = "Catatan pembacaan"
    more_notes = "… dan {n} lainnya; semuanya ada dalam buku kerja yang ditulis (-o)."
    look = "Perlu diperiksa"
    written = "Ditulis: {file}"
    blank_unit = "(tanpa unit)"
    blank_units = Plural(
        "Sebanyak {n} baris tidak memiliki {name!r}; dicantumkan di bawah {label!r}."
    )

    scores = "Nilai"
    scored = "Sebanyak {people} dinilai dengan {indicators}. Kartu {card!r}, versi {version}."
    people = Plural("{n} pegawai")
    indicators = Plural("{n} indikator")
    highest = "Nilai tertinggi"
    by_grade = "Pegawai menurut kategori"
    grade = "kategori"
    count = "pegawai"
    total = "nilai"
    rank = "peringkat"
    coverage = "cakupan"
    all_cut = "Semua {n} nilai {name} terpotong pada {points}: apakah satuan skala sama dengan satuan kolom?"
    looks_percent = "{name}: semua nilai antara 0 dan 1, padahal skalanya sampai {limit}. Jika nilai itu persentase, gunakan format persen."
    thin_winner = (
        "{id} memperoleh nilai tertinggi, tetapi hanya {share} bobotnya yang memiliki data."
    )
    no_total = Plural("Sebanyak {n} pegawai tidak memperoleh nilai akhir.")
    unconfirmed = "Pastikan arah indikator {codes} pada kartu (kolom 'confirmed')."
    letters = "Surat"
    letter = "surat"

    card = "Kartu penilaian"
    card_has = "{name}, versi {version}: {indicators}. Bobot dihitung terhadap keseluruhan."
    part = "bagian"
    share = "bobot"
    scale = "skala"
    better = "lebih baik"
    directions: Mapping[str, str] = {"higher": "tinggi", "lower": "rendah", "neither": "tengah"}
    no_grades = "Kartu ini tidak memiliki kategori."
    grades_from = "kategori mulai {lower}: {label}"
    cut = "terpotong"
    lowest = "terendah"
    largest = "tertinggi"
    values = "data"
    on_data = "Kartu pada data"
    proposed = "Usulan untuk {columns}. Pastikan setiap arah pada kolom 'confirmed'; ubah bobot, skala, dan kategori sesuai keputusan kantor."
    not_numbers = "Tidak disertakan karena tidak berisi angka: {names}."
    some_words = "{name} tidak ada dalam kartu karena memuat kata di antara angka: {cells}. Kosongkan sel itu atau isi dengan angka, lalu usulkan kartu sekali lagi."
    a_column = "kolom {name!r}"

    survey = "Survei Kepuasan Masyarakat (SKM)"
    unit = "unit"
    the_whole = "seluruhnya"
    respondents = "responden"
    index = "indeks"
    interval = "selang 95%"
    mark = "mutu"
    mutu = "kinerja unit"
    item = "unsur"
    mean = "rata-rata"
    by_item = "Menurut unsur"
    from_means = (
        "Baris berisi rata-rata, bukan jawaban: indeks tidak memiliki galat penarikan sampel."
    )
    left_out = Plural(
        "Sebanyak {n} responden dengan jawaban yang tidak lengkap tidak disertakan (--missing available memakai jawaban yang ada)."
    )
    with_population = "Setiap unit diperhitungkan menurut jumlah penggunanya ({file})."
    few = Plural("{unit}: hanya {n} responden.")

    need = "Kebutuhan pegawai"
    need_made = (
        "volume kerja × waktu penyelesaian / {minutes} menit kerja efektif setahun ({hours})"
    )
    need_total = Plural("Sebanyak {n} tugas membutuhkan {total} pegawai.")
    job = "jabatan"
    no_volume = "{unit}, {job}: tidak ada beban kerja."

    transfers = "Mutasi"
    moves = "mutasi"
    plan_is = (
        "Diusulkan {moves}; kekurangan turun dari {before} menjadi {after}. Rencana ini {status}."
    )
    status: Mapping[str, str] = {
        "optimal": "terbukti terbaik dalam batas aturan",
        "feasible": "memenuhi aturan, tetapi belum terbukti terbaik",
    }
    stays_short = "Kekurangan yang tersisa dan penyebabnya"
    shortage = "kekurangan"
    why = "penyebab"
    people_moved = Plural("{n} mutasi")
    from_unit = "dari"
    to_unit = "ke"
    no_move = "Tidak ada mutasi dalam batas aturan yang mengurangi kekurangan."
    stopped = "Waktu habis: mungkin ada rencana yang lebih baik."

    competency = "Kompetensi"
    met = "terpenuhi"
    match = "kesesuaian"
    gaps = "Kesenjangan"
    post = "jabatan"
    short_by = "rata-rata kekurangan"
    share_met = "bagian yang memenuhi"
    courses = "Pelatihan"
    course = "pelatihan"
    attend = "peserta"
    spent = Plural("Sebanyak {n} pegawai mengikuti {courses}; {closed} kesenjangan tertutup.")
    course_count = Plural("{n} pelatihan")

    no_letters = (
        "Tidak ada surat yang dibuat, sehingga isi {options} tidak disampaikan kepada siapa pun."
    )
    nothing = "Tidak ada berkas untuk laporan: kartu dan data, jawaban, tugas, pegawai dan kebutuhan, tingkat dan jabatan."
    explained = "Isilah lembar pertama; lembar ini menjelaskan kolomnya."
    column = "kolom"
    meaning = "isi"
    example = "contoh"

    phrases: Mapping[str, str] = {
        "set apart: a row of totals or means": "dipisahkan: baris jumlah atau rata-rata",
        "set apart: a heading inside the table": "dipisahkan: judul di dalam tabel",
        "set apart: above the heading": "dipisahkan: di atas judul kolom",
        "set apart: below the table": "dipisahkan: di bawah tabel",
        "a number only with the decimal sign": "angka hanya dengan tanda desimal",
        "(set apart, with all below it)": "(dipisahkan, beserta semua di bawahnya)",
        "what begins here is no part of the table": "mulai di sini bukan bagian tabel",
        "read as points of 100": "dibaca sebagai angka dari 100",
        "read as fractions": "dibaca sebagai pecahan",
        "read as missing": "dibaca sebagai tidak tersedia",
        "read as what it is": "dibaca menurut isinya",
        "read in each of them": "dibaca pada setiap baris",
        "read like the others": "dibaca seperti baris lain",
        "read as dates": "dibaca sebagai tanggal",
        "read as": "dibaca sebagai",
        "hidden or filtered out": "tersembunyi atau tersaring",
        "the heading once more": "judul kolom yang diulang",
        "the first that holds a table;": "lembar pertama yang berisi tabel;",
        "not read": "tidak dibaca",
        "without a heading": "tanpa judul kolom",
        "numbers of the columns": "nomor kolom",
        "lines of heading": "baris judul",
        "shown as percent": "dalam format persen",
        "among numbers:": "di antara angka:",
        "kept as text": "tetap sebagai teks",
        "the column is kept as text": "kolom ini tetap sebagai teks",
        "has a leading zero:": "diawali angka nol:",
        "has more than 15 digits:": "lebih dari 15 angka:",
        "cells like these:": "sel seperti ini:",
        "set apart": "dipisahkan",
        "in the same column shows": "pada kolom yang sama menunjukkan",
        "cells": "sel",
        "cell": "sel",
        "rows": "baris",
        "row": "baris",
        "column": "kolom",
        "sheet": "lembar",
    }
