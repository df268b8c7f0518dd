"""Setiap kalimat dalam bahasa Indonesia."""

from __future__ import annotations

from . import en
from .grammar import Grammar, Plural


class _Grammar(Grammar):
    decimal = ","
    thousands = "."
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
    people = Plural("{n} pegawai")
    fact = (
        "{to_unit} membutuhkan {need} untuk {to_job}; saat ini tersedia {before}, dengan "
        "rencana ini menjadi {after}. {from_unit} tetap memiliki {left} untuk {from_job} dengan "
        " kebutuhan {own}."
    )
    moves = "{staff} pindah ke {unit} sebagai {job}."
    effect = "Kekurangan yang dihilangkan: {effect}. Biaya: {cost}."
    candidates = "Yang dapat datang tanpa melanggar aturan: {candidates} pegawai."
    no_runner_up = "Tidak ada pilihan berikutnya."
    runner_up = (
        "Pilihan berikutnya: {runner_up}, biaya {runner_up_cost}, menghilangkan kekurangan "
        "{runner_up_effect}, bila yang lain tetap sesuai rencana."
    )
    to = "Yth. Saudara {staff},"
    proposal = (
        "rencana mutasi mengusulkan Saudara pindah dari {from_unit} ({from_job}) ke {to_unit} "
        "({to_job})."
    )
    why = "Alasan. {fact}"
    qualified = "Saudara memenuhi syarat jabatan tersebut."
    months = Plural("Masa jabatan Saudara {n} bulan.")
    possible = Plural(
        "{n} pegawai dapat mengisi jabatan ini.",
        one="Hanya Saudara yang dapat mengisi jabatan ini.",
    )
    distance = "Jarak dari tempat tinggal Saudara {distance} km."
    cost = "Biaya yang dihitung untuk mutasi ini {cost}."
    open_posts = (
        "Pilihan lain. Jabatan yang masih kekurangan dan syaratnya Saudara penuhi: {posts}."
    )
    none_open = (
        "Pilihan lain. Saat ini tidak ada jabatan lain yang kekurangan dan syaratnya Saudara "
        "penuhi."
    )
    note = "Surat ini menjelaskan isi rencana. Surat ini bukan keputusan."
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


class _Explanation(en.Explanation):
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
    lifted = "Yang menaikkan nilai: {items}."
    held = "Yang menurunkan nilai: {items}."
    next = "Kategori berikutnya, {band}, berjarak {gap} poin."
    ways = Plural(
        "Salah satu dari perubahan ini sudah cukup: {items}.",
        one="Perubahan ini sudah cukup: {items}.",
    )
    change = "{name} dari {old} menjadi {new}"
    none = "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama."
    top = "Ini kategori tertinggi."
    missing = "Tidak dihitung karena datanya tidak tersedia: {items}."
    note = (
        "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh pejabat yang "
        "berwenang."
    )


class _Development(en.Development):
    to = "Yth. Saudara {person},"
    courses = "untuk pengembangan kompetensi Saudara diusulkan:"
    course = "- {name}{provider}, {hours} jam: {closes}."
    hours = "Seluruhnya {hours} dari {due} jam pelatihan yang menjadi hak Saudara pada periode ini."
    no_course = "pada periode ini belum ada pelatihan yang diusulkan untuk Saudara."
    rest = "Yang masih terbuka:"
    open_gap = "- {name}, {left}: {reason}."
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


class _Eligibility(en.Eligibility):
    post = Plural("Jabatan {job} memiliki {n} syarat.")
    all_met = "Saudara memenuhi semuanya."
    unmet = "Belum terpenuhi: {items}."
    unknown = "Data belum tersedia, mohon dilengkapi: {items}."
    training = "{name} ({hours} jam)"
    opens = "Setelah mengikuti {items}, Saudara memenuhi syarat."
    helps = "Sebagian dapat dipenuhi melalui pelatihan: {items}."
    note = "Teks ini membandingkan data Saudara dengan syarat; ini bukan keputusan."
    must_be = "{column}: disyaratkan {items}"
    one_of = "{column}: disyaratkan salah satu dari {items}"
    must_not_be = "{column}: tidak boleh {items}"
    none_of = "{column}: tidak boleh salah satu dari {items}"
    limits = "{column} {limits}"
    at_least = "paling rendah {value}"
    at_most = "paling tinggi {value}"


class _Needs(en.Needs):
    need = "{indicator} berada pada {points} poin; terkait dengan {competency}{courses}."
    taught = ", diajarkan dalam: {courses}"
    none = "; pelatihannya belum tersedia"
    strong = "Saat ini tidak ada indikator yang memerlukan pelatihan."
    note = "Angka memberi petunjuk, bukan menghakimi; pelatihan disepakati bersama atasan Saudara."


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
        "bakunya. Ketegasan seorang penilai diketahui dari pegawai yang juga dinilai oleh orang "
        "lain; apa yang sama-sama dimiliki penilai dan pegawai yang hanya dinilai olehnya tidak "
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
    more = "dan {n} lainnya"


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
    needs = _Needs()
    candidates = _Candidates()
    ratings = _Ratings()
    schemes = _Schemes()
    transfers = _Transfers()
    sheets = _Sheets()


WORDS = Indonesian()
