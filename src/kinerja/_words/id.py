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
    rules = {  # noqa: RUF012
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
    baselines = {  # noqa: RUF012
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


class Indonesian(en.English):
    """Semuanya."""

    code = "id"
    name = "Bahasa Indonesia"
    grammar = _Grammar()
    explanation = _Explanation()
    transfers = _Transfers()


WORDS = Indonesian()
