"""Setiap kalimat dalam bahasa Indonesia."""

from __future__ import annotations

from . import en
from .commands_id import CommandsId
from .grammar import Grammar, Plural
from .heads_id import Results
from .letters_id import AnsweredId, LetterId, LettersId
from .pages_id import PagesId
from .pictures_id import Pictures
from .results_id import HeadlinesId, NotesId
from .sample_report_id import ReportId


class _Grammar(Grammar):
    decimal = ","
    thousands = "."
    p_value_below = "0,001"
    yes = "ya"
    no = "tidak"
    pair = "{first} dan {last}"
    series = "{first}, dan {last}"
    choice = "{first} atau {last}"
    months = (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    )


class _Transfers(en.Transfers):
    unit = "unit {unit}"
    job = "jabatan {job}"
    people = Plural("{n}")
    fact = (
        "{to_unit} membutuhkan {need} {to_job}; saat ini tersedia {before} orang, dan dengan rencana "
        "ini menjadi {after} orang. {from_unit} tetap memiliki {left} {from_job} dengan kebutuhan "
        "{own}."
    )
    moves = "{staff} diusulkan pindah dari {from_unit} ({from_job}) ke {unit} ({job})."
    effect = "Kekurangan yang dihilangkan: {effect}, dengan {cost}."
    km = "jarak {distance} km dari tempat tinggal"
    cost = "biaya {cost}"
    candidates = "Yang dapat datang tanpa melanggar aturan: {candidates} pegawai."
    no_runner_up = "Tidak ada pilihan berikutnya."
    runner_up = (
        "Pilihan berikutnya: {runner_up}, dengan {runner_up_cost}, menghilangkan kekurangan "
        "{runner_up_effect}, bila yang lain tetap sesuai rencana."
    )
    ties = {
        "months": "Di antara pegawai yang dapat dipindahkan dengan hasil yang sama, masa jabatan "
        "yang lebih lama menentukan.",
        "order": "Di antara pegawai yang dapat dipindahkan dengan hasil yang sama, urutan nomor "
        "pegawai menentukan.",
        "months_together": "Di antara rencana dengan hasil yang sama, rencana ini memindahkan "
        "pegawai yang secara keseluruhan lebih lama menjabat.",
        "order_together": "Di antara rencana dengan hasil yang sama, rencana ini memindahkan "
        "pegawai yang secara keseluruhan lebih awal dalam urutan nomor pegawai.",
    }
    rules = {
        "max_moves": "batas jumlah mutasi sudah tercapai",
        "max_out": "unit asal sudah mencapai batas pegawai keluar",
        "max_in": "unit tujuan sudah mencapai batas pegawai masuk",
        "min_months": "pegawai yang memenuhi syarat belum cukup lama menjabat",
        "movable": "pegawai yang memenuhi syarat tidak dapat dipindahkan",
        "keep": "pegawai yang memenuhi syarat diminta tetap di tempat",
        "demands": "pegawai yang memenuhi syarat terikat ketentuan lain",
        "protect": "unit asal sudah pas dengan kebutuhannya dan tidak dapat melepas pegawai",
        "qualified": "tidak ada pegawai berlebih yang memenuhi syarat jabatan",
        "price_per_move": "manfaatnya di bawah harga satu mutasi",
        "objective": "tujuan yang dipilih mendahulukan jabatan lain",
        "time_limit": "batas waktu tercapai sebelum rencana selesai",
        "unsettled": "masalah ini terlalu besar untuk dihitung ulang bagi setiap aturan",
        "nobody": "tidak ada pegawai di tempat lain yang dapat datang",
        "together": "dua pegawai harus pindah ke unit yang sama atau tetap di tempat",
        "forbid": "mutasi ini dikecualikan",
        "direct": "hanya jabatan yang kekurangan yang dapat dimasuki",
        "need": "jabatan ini tidak memiliki kebutuhan",
    }


class _Explanation(AnsweredId, en.Explanation):
    total = "Nilai totalnya {total} poin."
    graded = "Nilai totalnya {total} poin: kategori {band}."
    no_total = "Tidak ada nilai total: data yang tersedia terlalu sedikit."
    baselines = {
        "mean": "Dengan data rata-rata kelompok, nilainya {other} poin",
        "target": "Dengan capaian penuh, nilainya {other} poin",
        "row": "Pada pembanding yang dipilih, nilainya {other} poin",
        "raw": "Pada pembanding yang dipilih, nilainya {other} poin",
    }
    above = "{baseline}; nilai ini {gap} poin lebih tinggi."
    below = "{baseline}; nilai ini {gap} poin lebih rendah."
    equal = "{baseline}; nilai ini sama."
    work = "Yang diukur: {items}."
    valued = "{name} {value}"
    more = "dan {n} lainnya"
    lifted = "Yang menaikkan nilai: {items}."
    held = "Yang menurunkan nilai: {items}."
    next = "Kategori berikutnya, {band}, berjarak {gap} poin."
    ways = Plural(
        "Salah satu dari perubahan ini sudah cukup: {items}.",
        one="Perubahan ini sudah cukup: {items}.",
    )
    change = "{name} dari {old} menjadi {new}"
    error = (
        "Dengan galat pengukurannya, nilai total berada di antara {lower} dan {upper} ({level})."
    )
    error_grades = (
        "Dengan galat pengukurannya, nilai total berada di antara {lower} dan {upper} ({level}), "
        "sehingga dapat termasuk kategori {lowest} sampai {highest}."
    )
    error_bottom = "Nilai total di bawah {least} tidak mungkin terjadi pada kartu ini."
    error_top = "Nilai total di atas {most} tidak mungkin dicapai dengan kartu ini."
    near = (
        "Kategori berikutnya, {band}, berjarak {gap} poin. Jarak itu lebih kecil daripada galat "
        "pengukuran: kedua kategori tidak dapat dibedakan dengan nilai ini."
    )
    none = "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama."
    top = "Ini kategori tertinggi."
    missing = "Tidak dihitung karena datanya tidak tersedia: {items}."
    note = (
        "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh pejabat yang "
        "berwenang."
    )
    rights = (
        "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP 30/2019 Pasal "
        "59)."
    )


class _Development(LetterId, en.Development):
    to = "Yth. Saudara {person},"
    courses = "untuk pengembangan kompetensi Saudara diusulkan:"
    course = "{name}{provider}, {hours} jam: {closes}."
    hours = "Seluruhnya {hours} dari {due} jam pelatihan yang menjadi hak Saudara pada periode ini."
    no_course = "pada periode ini belum ada pelatihan yang diusulkan untuk Saudara."
    rest = "Yang masih terbuka:"
    open_gap = "{name}, {left}: {reason}."
    all_closed = "Dengan ini seluruh kesenjangan yang tercatat tertutup."
    no_gap = "Untuk jabatan yang ditinjau tidak ada kesenjangan yang tercatat."
    note = (
        "Ini adalah usulan, bukan penilaian atas pekerjaan Saudara. Keinginan Saudara penting: "
        "silakan membicarakannya dengan atasan."
    )
    closes = "menutup {items}"
    part = "{closed} dari {gap} pada {name}"
    why = "Menutup {items}."
    reasons = {
        "no course": "belum ada pelatihan yang dapat menambahnya",
        "hours": "jam pelatihan pada periode ini tidak mencukupi untuk menambahnya",
        "seats": "kursi pelatihan yang sesuai sudah terisi",
        "budget": "anggaran pada periode ini tidak mencukupi untuk menambahnya",
        "closed better elsewhere": (
            "pelatihan yang sesuai lebih banyak menutup kesenjangan di tempat lain"
        ),
    }


class _Eligibility(AnsweredId, en.Eligibility):
    post = Plural("Jabatan {job} memiliki {n} syarat.")
    all_met = "Saudara memenuhi semuanya."
    unmet = "Belum terpenuhi: {items}."
    unknown = "Data belum tersedia, mohon dilengkapi: {items}."
    training = "{name} ({hours} jam)"
    opens = "Setelah mengikuti {items}, Saudara memenuhi syarat."
    helps = "Sebagian dapat dipenuhi melalui pelatihan: {items}."
    note = "Teks ini membandingkan data Saudara dengan syarat; ini bukan keputusan."


class _Conditions(en.Conditions):
    must_be = "{column}: disyaratkan {items}"
    one_of = "{column}: disyaratkan salah satu dari {items}"
    must_not_be = "{column}: tidak boleh {items}"
    none_of = "{column}: tidak boleh salah satu dari {items}"
    limits = "{column} {limits}"
    at_least = "paling rendah {value}"
    at_most = "paling tinggi {value}"


class _Needs(AnsweredId, en.Needs):
    need = "{indicator} berada pada {points} poin; terkait dengan {competency}{courses}."
    taught = ", diajarkan dalam: {courses}"
    none = "; pelatihannya belum tersedia"
    strong = "Saat ini tidak ada indikator yang memerlukan pelatihan."
    note = (
        "Angka ini adalah petunjuk, bukan penilaian atas diri Saudara; pelatihan disepakati bersama "
        "atasan Saudara."
    )


class _Candidates(en.Candidates):
    match = "Kesesuaian dengan jabatan {match}."
    above = "Di atas syarat: {items}."
    short = "Perlu dikembangkan: {items}."
    unknown = "Belum dinilai: {items}."
    note = (
        "Kesesuaian adalah salah satu bahan pertimbangan; keputusan mengenai pegawai ditetapkan "
        "oleh pejabat yang berwenang."
    )


class _Ratings(en.Ratings):
    groups = (
        "Perbedaan antarkelompok belum tentu berarti bias, dan tidak adanya perbedaan belum tentu "
        "berarti adil: angka ini tidak mengetahui mengapa kelompok berbeda, apakah kriterianya "
        "mengukur apa yang dibutuhkan jabatan, siapa yang layak dipilih, atau siapa yang tidak "
        "tercakup oleh label kelompok. Pada kelompok kecil, perbedaan yang nyata mudah terlewat."
    )
    effects = (
        "Nilai yang disesuaikan adalah taksiran: bandingkan dua pegawai hanya dengan melihat galat "
        "bakunya. Ketegasan seorang penilai diketahui dari pegawai yang juga dinilai oleh "
        "penilai lain; apa yang sama-sama dimiliki penilai dan pegawai yang hanya dinilai olehnya tidak "
        "dapat dipisahkan, dan angka ini tidak menjelaskan mengapa seorang penilai tegas."
    )
    islands = (
        "Penilaian terbagi menjadi pulau-pulau tanpa penilai bersama. Rata-rata, ketegasan, dan "
        "nilai yang disesuaikan bersifat relatif terhadap pulaunya: angka dari dua pulau tidak "
        "boleh diperingkat bersama."
    )
    style = (
        "Angka ini menggambarkan bagaimana skala digunakan, bukan alasannya. Seorang penilai dapat "
        "tampak longgar, atau hanya memakai sebagian skala, karena siapa yang dinilainya. Dengan "
        "sedikit penilaian, intervalnya lebar: bicarakan dahulu sebelum menarik kesimpulan."
    )
    departs = Plural("{name}: {n} pegawai, sedangkan pedoman menyebut {want}")
    rough = (
        "Ada golongan yang diharapkan berisi kurang dari 5 pegawai: nilai p hanya perkiraan kasar."
    )


class _Schemes(en.Schemes):
    guide = "{names}: {there}, pedoman menyebut {limit}"
    limits = {
        "at most": "paling banyak {percent}",
        "at least": "paling sedikit {percent}",
        "above": "lebih dari {percent}",
    }
    respondents = Plural("{n} responden")
    item_weights = (
        "Bobot unsur yang lazim dipakai menghasilkan mutu yang berbeda: {cases}. Cantumkan bobotnya "
        "di samping mutu."
    )
    with_weight = "{grade} dengan {weight}"
    fourteen = (
        "U10 sampai U14 dihitung sebagai unsur tambahan tahun 2017. Jika ini keempat belas unsur "
        'tahun 2004, pakai version="2004".'
    )
    more = "dan {n} lainnya"
    index_departs = "Indeks dicetak {printed}; nilai rata-rata unsurnya menghasilkan {found}."
    other_divisor = "{printed} adalah jumlahnya dibagi {divisor}, sedangkan unsurnya {k}."
    grade_departs = "{what} dinilai {letter}; nilai {value} termasuk {own}."
    other_grades = "Mutu itu benar menurut tabel tahun {version}."
    table_unknown = (
        "{n} responden. Jumlah yang diminta tabel bergantung pada banyaknya orang yang dilayani: "
        "isi `population`."
    )
    table_unknown_in = "Untuk {n} lainnya banyaknya orang yang dilayani tidak diketahui."
    table_reached = "{n} responden; tabel meminta {required}."
    table_short = (
        "{n} responden; tabel meminta {required}. Sampel ini lebih kecil: baca selangnya di samping "
        "mutunya."
    )
    table_reached_everywhere = "Jumlah responden di semua unit memenuhi permintaan tabel."
    table_place = "{where} {n} dari {required}"
    table_short_in = (
        "Responden kurang dari yang diminta tabel: {places}. Baca selangnya di samping mutunya."
    )
    too_few_respondents = "Responden berjumlah {n}; tabel meminta {required}."


class _Sheets(en.Sheets):
    notes = "Catatan"
    place = "Tempat"
    kind = "Jenis"
    found = "Isi"
    done = "Tindakan"
    made = "cara memperoleh"


class Indonesian(en.English):
    """Semuanya."""

    code = "id"
    name = "Bahasa Indonesia"
    grammar = _Grammar()
    explanation = _Explanation()
    development = _Development()
    eligibility = _Eligibility()
    conditions = _Conditions()
    needs = _Needs()
    candidates = _Candidates()
    ratings = _Ratings()
    schemes = _Schemes()
    report = ReportId()
    headlines = HeadlinesId()
    notes = NotesId()
    transfers = _Transfers()
    letters = LettersId()
    sheets = _Sheets()
    commands = CommandsId()
    pages = PagesId()
    pictures = Pictures()
    results = Results()


WORDS = Indonesian()
