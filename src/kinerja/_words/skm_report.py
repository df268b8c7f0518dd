"""The satisfaction report of PermenPANRB 14/2017: official, and so in Indonesian alone.

A place in square brackets that begins with "Diisi" is for the office: no data tell it.
"""

from __future__ import annotations


class SKMReport:
    """Headings and sentences, chapter by chapter."""

    title = "Laporan Survei Kepuasan Masyarakat"
    title_of = "Laporan Survei Kepuasan Masyarakat {name}"
    period = "Periode {period}."
    no_period = "[Diisi: periode survei]"
    no_name = "[Diisi: nama unit penyelenggara pelayanan]"
    made = "Angka dihitung dari data survei; bagian bertanda [Diisi: …] dilengkapi oleh unit penyelenggara."

    introduction = "Bab I. Pendahuluan"
    background = "Latar belakang"
    background_text = (
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik dan Peraturan Pemerintah Nomor 96 "
        "Tahun 2012 mewajibkan penyelenggara mengikutsertakan masyarakat dalam penilaian pelayanan. "
        "Survei Kepuasan Masyarakat (SKM) mengukur kepuasan pengguna layanan secara berkala, sedikitnya "
        "satu kali setahun (PermenPANRB 14/2017 Pasal 1)."
    )
    background_own = (
        "[Diisi: gambaran layanan, tugas dan fungsi unit, serta alasan survei ini dilakukan]"
    )
    basis = "Dasar pelaksanaan"
    basis_text = (
        "1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.\n"
        "2. Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun "
        "2009.\n"
        "3. Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 "
        "tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik.\n"
        "4. [Diisi: keputusan atau peraturan daerah yang berlaku]"
    )
    aim = "Maksud dan tujuan"
    aim_text = (
        "Survei ini bertujuan mengetahui tingkat kepuasan masyarakat atas pelayanan, menemukan unsur "
        "yang perlu diperbaiki, dan menjadi dasar rencana tindak lanjut."
    )

    collection = "Bab II. Metode survei"
    by_whom = "Pelaksana"
    by_whom_text = "[Diisi: tim pelaksana, atau lembaga yang melaksanakan survei]"
    how = "Metode dan waktu pengumpulan data"
    how_text = (
        "[Diisi: cara pengumpulan data (kuesioner di tempat, daring, wawancara), lokasi, dan tanggal "
        "pelaksanaan]"
    )
    items = "Unsur yang dinilai"
    items_text = "Setiap unsur dinilai dari 1 (tidak baik) sampai 4 (sangat baik)."
    items_left_out = "Unsur yang tidak berlaku bagi layanan ini: {items}."
    code = "kode"
    item = "unsur"
    sample = "Jumlah responden"
    sample_text = "Jawaban {n} responden dihitung."
    sample_of = (
        "Jumlah pengguna layanan {population}; tabel sampel dalam lampiran PermenPANRB 14/2017 meminta "
        "{asked} responden."
    )
    sample_small = (
        "Sampel lebih kecil daripada yang diminta tabel: selang hasil perlu dibaca sebelum mutunya."
    )
    sample_unknown = "[Diisi: jumlah pengguna layanan dalam periode survei dan cara menarik sampel]"
    processing = "Pengolahan data"
    processing_text = (
        "Nilai rata-rata setiap unsur dikalikan bobot yang sama ({weight}), dijumlahkan menjadi indeks, "
        "kemudian dikalikan 25. Mutu pelayanan: A 88,31–100,00; B 76,61–88,30; C 65,00–76,60; D "
        "25,00–64,99."
    )
    interval_text = "Selang {level} menunjukkan ketidakpastian karena yang ditanya hanya sampel."

    profile = "Bab III. Profil responden"
    profile_of = "Responden menurut {name}"
    profile_all = "Karakteristik responden"
    profile_missing = (
        "[Diisi: responden menurut jenis kelamin, pendidikan, pekerjaan, dan jenis layanan]"
    )
    profile_hidden = (
        "Jawaban dengan kurang dari {least} responden tidak ditampilkan (–), demikian pula jawaban yang "
        "dapat dihitung dari jumlah seluruh responden."
    )
    profile_few = (
        "Karakteristik ini tidak ditampilkan: dengan jawaban dari kurang dari {least} responden, "
        "jumlah setiap jawaban dapat diketahui."
    )
    others = "{n} lainnya"
    answer = "jawaban"
    not_answered = "tidak menjawab"
    hidden_units = (
        "Unit dengan responden kurang dari {least} orang tidak ditampilkan (–), demikian pula unit "
        "yang dapat dihitung dari nilai keseluruhan: {units}."
    )
    people = "responden"
    share = "bagian"

    results = "Bab IV. Hasil survei"
    whole = "Indeks kepuasan masyarakat"
    whole_text = (
        "Indeks kepuasan masyarakat {name} adalah {index} (selang {level} {low} sampai {high}): mutu "
        "{grade}, kinerja unit pelayanan {label}."
    )
    whole_alone = "Indeks kepuasan masyarakat {name} adalah {index}: mutu {grade}, kinerja unit pelayanan {label}."
    none = "Indeks tidak dapat dihitung karena jawaban terlalu sedikit."
    this_unit = "unit ini"
    by_item = "Hasil per unsur"
    mean = "rata-rata"
    converted = "nilai (25–100)"
    weighted = "tertimbang"
    grade = "mutu"
    by_unit = "Hasil per unit"
    unit = "unit"
    index = "indeks"
    interval = "selang {level}"

    analysis = "Bab V. Analisis"
    strengths = "Kelebihan dan kelemahan"
    strengths_text = "Unsur dengan nilai tertinggi: {best}."
    weaknesses_text = "Unsur dengan nilai terendah dan menjadi prioritas perbaikan: {worst}."
    causes = (
        "[Diisi: penyebab rendahnya nilai unsur prioritas, termasuk saran dan pengaduan responden]"
    )
    trend = "Perkembangan indeks"
    trend_text = "Indeks berubah {change} poin sejak {period}."
    trend_missing = "[Diisi: indeks periode sebelumnya dan tindak lanjut yang telah dilaksanakan]"
    when = "periode"

    follow = "Bab VI. Rencana tindak lanjut"
    follow_title = "Rencana tindak lanjut"
    follow_text = (
        "Prioritas mengikuti unsur dengan nilai terendah. Pelaksanaan dan hasilnya dipantau serta "
        "dilaporkan dalam survei berikutnya."
    )
    priority = "prioritas"
    action = "kegiatan"
    due = "waktu"
    by = "penanggung jawab"
    state = "status"
    done = "selesai"
    late = "lewat waktu"
    open = "berjalan"
    share_done = "{done} dari {n} kegiatan telah selesai."
    no_action = "[Diisi: kegiatan]"
    no_due = "[Diisi: tanggal]"
    no_by = "[Diisi: penanggung jawab]"

    closing = "Bab VII. Penutup"
    conclusion = "Kesimpulan"
    conclusion_text = (
        "Survei atas {n} responden menghasilkan indeks {index} dengan mutu {grade}. Perbaikan "
        "diutamakan pada {worst}."
    )
    signature = "[Diisi: tempat, tanggal, jabatan, nama, NIP, dan tanda tangan pimpinan unit]"

    annexes = "Lampiran"
    annex_table = "Pengolahan data per unsur"
    annex_other = "Lampiran lain"
    annex_other_text = (
        "[Diisi: kuesioner]\n[Diisi: dokumentasi pelaksanaan survei]\n"
        "[Diisi: laporan tindak lanjut survei sebelumnya]"
    )
    total = "indeks (× 25)"
