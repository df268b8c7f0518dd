"""What results say of themselves, in Indonesian."""

from __future__ import annotations

from .results import Headlines, Notes


class HeadlinesId(Headlines):
    """Baris pertama hasil yang dicetak."""

    wave_trend = "Kecenderungan dari {n} survei"
    assignment = "Pembagian tugas kepada pegawai"
    best_worst = "Bobot dengan metode terbaik-terburuk"
    candidates = "Pegawai yang dapat mengisi jabatan ini"
    card_explained = "Isi kartu penilaian"
    cards_compared = "Kartu penilaian baru untuk {n} subjek: kategori {moved} subjek akan berubah"
    change = "Perubahan {n} subjek; {joined} masuk, {left} keluar"
    development = (
        "Rencana pengembangan: {closed} dari {gap} terpenuhi melalui {n} keikutsertaan, biaya "
        "{cost} ({status})"
    )
    did = "Selisih ganda (difference in differences)"
    differences = "Selisih, dengan selang {level}%"
    eligibility = "Pemenuhan syarat {n} pegawai untuk {jobs} jabatan"
    explanation = "Penjelasan nilai"
    move = "Mengapa seorang pegawai dimutasi"
    stay = "Mengapa seorang pegawai tidak dimutasi"
    fairness = "Sebaran beban mutasi dalam rencana"
    flip = (
        "Titik balik: {second} menyamai {first} apabila bobot {indicator} berubah dari {old} "
        "menjadi {new}"
    )
    no_flip = "Titik balik: tidak ada perubahan satu bobot yang menggeser {first}"
    flows = "Arus pegawai antarjabatan"
    gaps = "Kesenjangan {n} pegawai pada {k} kompetensi"
    needs = "{n} kebutuhan pengembangan dari {people} pegawai"
    boxes_lead_to = "Tindak lanjut kotak untuk {n} pegawai"
    nine_boxes = "Sembilan kotak untuk {n} pegawai"
    outranking = "Pemeringkatan outranking, n={n}: {kernel} tidak diungguli yang lain"
    pairwise = "Bobot dari perbandingan berpasangan (AHP)"
    plan = "Rencana mutasi"
    posts_balance = (
        "Kebutuhan dan ketersediaan pegawai pada {units} unit × {jobs} jabatan: kebutuhan {need}, "
        "tersedia {staff}, kelebihan {surplus}, kekurangan {shortage}"
    )
    problem = "Data dan aturan rencana mutasi"
    raters = "Penilaian {n} pegawai oleh {raters} penilai"
    raters_apart = (
        "{title}; {islands} kelompok terpisah: angka antarkelompok tidak dapat diperingkat"
    )
    ratings = "Penilaian {n} pegawai dari {sources} sumber"
    recognition = (
        "Penghargaan, {side}: pasti {surely}, mungkin {possibly}, tidak {no}, dengan tingkat "
        "kepercayaan bersama {level}"
    )
    reconciliation = "Rencana dan keputusan yang ditetapkan"
    regression = "Regresi linear dengan galat menurut rancangan survei"
    scores = "Nilai {n} subjek pada {k} indikator (kartu {card} versi {version})"
    some_scores = "Nilai {n} dari {all} subjek pada {k} indikator (kartu {card} versi {version})"
    scores_together = "Nilai {n} subjek pada {cards} kartu, diperingkat bersama menurut {by}"
    scores_apart = "Nilai {n} subjek pada {cards} kartu, diperingkat dalam setiap kartu"
    sensitivity = "Kepekaan {n} peringkat pada {draws} simulasi: kesesuaian {agreement}"
    staggered = "Dampak perlakuan yang dimulai pada waktu yang berbeda"
    style = "Cara {n} penilai memakai skala"
    trend = "Tren {n} subjek: {up} naik, {down} turun pada tingkat kepercayaan {level}"
    wave_changes = "Perubahan dari gelombang pertama ke gelombang kedua"
    waves = "Perbandingan gelombang: indeks {first} → {second}, {change} ± {se}, p {p}"
    drivers = "Analisis kepentingan dan kinerja, kepentingan {importance}"
    workload = "Kebutuhan {total} pegawai untuk {n} tugas"
    workload_over = "Kebutuhan {total} pegawai untuk {n} tugas pada {where}"
    units = "{n} unit"
    jobs = "{n} jabatan"
    association = {
        "F": "Uji hubungan Rao-Scott: F",
        "chi2": "Uji hubungan Rao-Scott: X² dengan koreksi orde pertama",
        "wald": "Uji hubungan Rao-Scott: F Wald",
        "adj_wald": "Uji hubungan Rao-Scott: F Wald yang disesuaikan",
    }
    estimates = {
        "mean": "Taksiran: rata-rata",
        "total": "Taksiran: jumlah",
        "variance": "Taksiran: ragam",
        "ratio": "Taksiran: rasio",
        "proportion": "Taksiran: proporsi",
        "quantile": "Taksiran: kuantil",
    }
    estimates_by = "{title} menurut {names}"
    freedom = {
        "domain": "t dengan derajat bebas domain",
        "nchs": "t dengan PSU − strata yang memuat domain",
        "design": "t dengan derajat bebas rancangan survei",
    }
    df = "derajat bebas"
    variance = "ragam {name}"
    card = "{name} (kartu {code} versi {version})"
    adds_up = "digabung dengan"
    how = "skala atau rata-rata"
    up_to = "sampai {upper}"
    decimals = "dibulatkan ke desimal"
    shared_units = "PSU yang ada pada kedua sampel"


class NotesId(Notes):
    """Data yang tidak dihitung, dan alasannya."""

    missing_values = "{n} data tidak tersedia"
    no_trend = (
        "tanpa kecenderungan karena galat sebuah survei 0 atau tidak dapat ditentukan: {rows}"
    )
    not_every_wave = "tidak ada dalam setiap survei: {rows}"
    not_shown = "tidak ditampilkan, kurang dari {least} orang: {groups}"
    not_shown_total = (
        "tidak ditampilkan agar kelompok lain tidak terbuka dari jumlah keseluruhan: {groups}"
    )
    exposed = "jumlah keseluruhan membuka {groups}: jangan diumumkan bersama kelompok lain"
    and_more = " dan {n} lainnya"
    counts_not_shown = (
        "tidak ditampilkan, kurang dari {least} orang atau dapat dihitung dari jumlah: {groups}"
    )
    raters_not_shown = (
        "tingkat keketatan tidak ditampilkan, kurang dari {least} penilaian atau dapat dihitung dari "
        "yang lain: {groups}"
    )
    missing_totals = "{n} nilai akhir tidak tersedia"
    missing_figures = "{n} angka tidak tersedia"
    pairs = "{n} pasangan dengan data yang tidak tersedia"
    rows_without_y = "{n} baris tanpa nilai y"
    rows_without_value = "{n} baris tanpa nilai"
    rows_without_answer = "{n} baris dengan jawaban yang kosong"
    people_without_score = "{n} orang dengan nilai yang tidak tersedia"
    people_without_selected = "{n} orang tanpa keterangan `selected`"
    people_without_group = "{n} orang tanpa kelompok"
    people_without_value = "{n} orang dengan data yang tidak tersedia"
    people_not_assessed = "{n} pegawai dengan kompetensi yang belum dinilai"
    without_any_rating = {
        "subjects": "{n} subjek tanpa satu pun penilaian",
        "raters": "{n} penilai tanpa satu pun penilaian",
    }
    subjects_without_rating = "{n} subjek tanpa penilaian"
    subjects_with_gap = "{n} subjek dengan penilaian yang tidak lengkap"
    units_with_one = "{n} unit dengan satu nilai saja"
    not_eligible = "{n} subjek tidak memenuhi syarat"
    without_target = "{n} di antaranya tanpa target perorangan"
    without_total = "{n} subjek tanpa nilai akhir"
    without_value = "{code}: data tidak tersedia"
    rebased = "data periode sebelumnya dinilai ulang dengan kartu yang baru"
    earlier_decision = "keputusan sebelumnya mengenai {who} tanggal {day} oleh {office}"
    tenure_not_given = (
        "masa jabatan: lama menjabat tidak diberikan, sehingga tidak diperiksa, dan pegawai yang "
        "setara diurutkan menurut id saja"
    )
    tenure_unknown = "masa jabatan: lama menjabat {n} pegawai tidak diketahui, dihitung 0 bulan"
    no_differences = "kolom {name}: tidak ada perbedaan nilai"
    no_weight = "kolom {name}: bobot 0"
    treated_always = "unit yang mendapat perlakuan sejak periode pertama: {names}"
    no_treated = (
        "dampak pada kelompok {group} dalam {period}: tidak ada unit kelompok itu dengan kedua "
        "periode"
    )
    no_control = (
        "dampak pada kelompok {group} dalam {period}: tidak ada pembanding dengan kedua periode"
    )
    periods = "{n} dari {all} periode tanpa nilai"
    cases = "{n} kasus tanpa waktu"
    too_many_groups = "uji log-rank: lebih dari {n} kelompok"
    small_group = "nilai p uji log-rank: ada kelompok dengan kurang dari {n} kasus"
    whole_sample = "seluruh sampel"
    nobody_answered = "tidak ada jawaban pada {places}"
    all_alike = "batas selang tidak dapat ditentukan (semua jawaban sama) pada {places}"
    undetermined = "galat tidak dapat ditentukan (tidak ada derajat bebas) pada {places}"
    undetermined_test = "{note}, demikian pula ujinya"
    the_table = "tabel"
    more = "{places} dan {n} lainnya"
    trimmed = "bobot dibatasi pada {low}–{high} di {n} baris"
    trimmed_anew = "bobot dibatasi pada {low}–{high} di {n} baris; kalibrasi sebelumnya dihapus"
    rows_of_wave = {
        "first": " baris gelombang pertama ",
        "second": " baris gelombang kedua ",
    }
    rows = " baris "
    units_of_wave = {
        "first": "unit yang hanya ada pada gelombang pertama: {names}",
        "second": "unit yang hanya ada pada gelombang kedua: {names}",
    }
    units_not_shown = "unit yang tidak ditampilkan (minimum {least}): {names}"
    blank = "{n} dari {all} pertanyaan tanpa jawaban"
    twin = "jawaban sama dengan baris {row}"
    quick = "{seconds} detik, kurang dari {least}"
    straight = "{answer} untuk seluruh {n} pertanyaan yang dijawab"
