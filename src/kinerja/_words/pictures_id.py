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
    group_alt = Plural(
        "Batang bertumpuk untuk {n} orang menurut nilai, terdiri atas {items}. Nilai: {totals}."
    )
    tenth = "Peringkat {first}–{last}"
    tenths_note = "Setiap batang menunjukkan rata-rata pegawai pada peringkat tersebut."
    no_total = Plural("Sebanyak {n} orang tanpa nilai akhir tidak ditampilkan.")
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
    alt = Plural("Titik dengan selang untuk {n} baris, mulai dari yang tertinggi. {items}.")
    item = "{value} ({lower} sampai {upper})"
    change = "sebelumnya {value}"
    no_interval = "tanpa selang"
    not_shown = Plural("Sebanyak {n} baris tanpa estimasi tidak ditampilkan: {items}.")
    wide = "Selang terpanjang melampaui tepi gambar."


class Ranks(en.Ranks):
    """Peringkat dan pergeserannya."""

    title = "Seberapa mantap peringkatnya"
    axis = "Peringkat (1 terbaik)"
    note = "Titik: rata-rata peringkat dari {draws} simulasi bobot; garis: {level} dari simulasi."
    alt = Plural(
        "Rata-rata peringkat dan rentangnya untuk {n} subjek, sesuai urutan peringkat. {items}."
    )
    item = "{value} ({lower} sampai {upper})"
    stated = "Peringkat dengan bobot yang ditetapkan"
    drawn = "Rata-rata peringkat jika bobot berubah"
    acceptability_title = "Seberapa sering setiap peringkat muncul"
    acceptability_axis = "Peringkat"
    acceptability_note = (
        "Makin gelap sebuah sel, makin sering peringkat itu muncul dalam {draws} simulasi bobot."
    )
    acceptability_alt = Plural(
        "Matriks {n} subjek menurut peringkat, makin gelap makin sering muncul. {items}."
    )
    acceptability_item = "paling sering peringkat {rank} ({share})"
    too_many = "Dengan {n} subjek, bagian setiap peringkat terlalu kecil untuk dilihat; yang ditampilkan adalah rata-rata peringkat."
    no_total = Plural("Sebanyak {n} subjek tanpa nilai akhir tidak ditampilkan.")


class Severity(en.Severity):
    """Penilai."""

    title = "Seberapa ketat para penilai"
    axis = "Nilai yang dikurangkan (kanan 0: ketat, kiri: longgar)"
    note = "Titik: tingkat keketatan; garis: 1,96 galat baku ke kedua sisi."
    no_errors = "Penilai terlalu banyak untuk menghitung galat baku."
    alone = Plural(
        "Sebanyak {n} penilai yang tidak dapat dibandingkan dengan penilai lain tidak ditampilkan."
    )
    alt = Plural("Tingkat keketatan {n} penilai, mulai dari yang paling ketat. {items}.")


class Trend(en.Trend):
    """Kemiringan."""

    title = "Siapa yang naik dan siapa yang turun"
    axis = "Perubahan nilai per periode"
    up = "naik"
    down = "turun"
    unclear = "belum jelas"
    note = "Titik: median kemiringan; garis: selang {level}."
    no_slope = Plural("Sebanyak {n} subjek dengan kurang dari dua periode tidak ditampilkan.")
    alt = Plural(
        "Kemiringan {n} subjek, mulai dari kenaikan terbesar; {up} naik dan {down} turun melebihi kebetulan. {items}."
    )


class Fairness(en.Fairness):
    """Seleksi menurut kelompok."""

    title = "Tingkat kelulusan dibandingkan dengan {reference}"
    axis = "Tingkat kelulusan terhadap kelompok acuan"
    above = "pada atau di atas garis"
    below = "di bawah garis"
    note = "Garis putus-putus: {limit} dari tingkat kelompok acuan. Dalam kurung: tingkat kelompok itu sendiri."
    suppressed = Plural("Sebanyak {n} kelompok terlalu kecil untuk ditampilkan.")
    alt = "Rasio per kelompok: {items}. {verdict}"
    some = "Di bawah garis: {items}."
    none = "Tidak ada kelompok di bawah garis."


class Grades(en.Grades):
    """Kategori."""

    title = Plural("Kategori {n} pegawai")
    unit_title = "Kategori per unit"
    axis = "Pegawai"
    unit_axis = "Persentase pegawai"
    guide = "Pedoman"
    no_total = Plural("Sebanyak {n} pegawai tanpa nilai akhir tidak dihitung.")
    alt = "Mulai dari kategori tertinggi: {items}."
    unit_alt = Plural("Batang {n} unit, mulai dari yang terbaik. Persentase {grade}: {items}.")
    spread_axis = "Persentase pegawai unit"
    spread_note = "Titik: median {n} unit; batang: letak 80% unit di tengah."
    spread_item = "median {middle}, 80% unit di tengah {low} sampai {high}"
    spread_alt = "Persentase per kategori: {items}."


class Coverage(en.Coverage):
    """Data yang tidak tersedia."""

    title = "Data yang tidak tersedia: {k} dari {n}"
    nothing = "Semua data tersedia"
    axis = "Pegawai tanpa data"
    item = "{k} dari {n} ({share})"
    alt = "Per indikator: {items}."
    matrix_note = "Makin gelap sebuah sel, makin banyak data unit yang tidak tersedia."
    units = "{shown} unit dengan data paling tidak lengkap dari {n} unit."
    columns = "{shown} indikator dengan data paling tidak lengkap dari {n} indikator."


class Workload(en.Workload):
    """Beban kerja sebelum dan sesudah."""

    title = "Beban kerja sebelum dan sesudah"
    axis = "Beban kerja"
    before_axis = "Sebelum"
    after_axis = "Sesudah"
    before = "Sebelum"
    after = "Sesudah"
    diagonal = "Setiap titik adalah satu unit; di bawah garis, bebannya berkurang."
    unknown = Plural("Sebanyak {n} baris tanpa kedua angka tidak ditampilkan.")
    item = "{before} menjadi {after}"
    alt = Plural(
        "{n} baris, mulai dari beban terbesar. Rentang dari terendah sampai tertinggi: sebelum {before}, sesudah {after}. {items}."
    )


class Need(en.Need):
    """Kebutuhan dan pegawai."""

    title = "Kebutuhan dan pegawai per unit: kurang {short}, lebih {over}"
    need_title = Plural("Kebutuhan per unit: {n} pegawai")
    axis = "Pegawai"
    need = "Kebutuhan"
    staff = "Pegawai yang ada"
    short = "kurang {n}"
    over = "lebih {n}"
    item = "membutuhkan {need}, tersedia {staff}"
    need_item = "membutuhkan {need}"
    diagonal = "Setiap titik adalah satu unit; di bawah garis, pegawai kurang dari kebutuhan."
    alt = Plural("{n} baris, mulai dari kekurangan terbesar. {items}.")


class NineBox(en.NineBox):
    """Sembilan kotak."""

    title = Plural("{n} pegawai menurut kinerja dan potensi")
    performance = "Kinerja"
    potential = "Potensi"
    low = "rendah"
    middle = "sedang"
    high = "tinggi"
    unsure = "?: mengingat galat pengukuran, kotak lain sama mungkinnya."
    absent = Plural("Sebanyak {n} pegawai tanpa kedua angka tidak ditampilkan.")
    item = "kotak {box}: {n}"
    alt = "Jumlah pegawai pada setiap kotak, dari 1 (keduanya rendah) sampai 9 (keduanya tinggi): {items}. Kotak lain kosong."


class Profile(en.Profile):
    """Level yang dimiliki dan yang disyaratkan."""

    title = "Level yang dimiliki dan yang disyaratkan: {met} dari {n} terpenuhi"
    axis = "Level"
    actual = "Level yang dimiliki"
    required = "Level yang disyaratkan"
    short = "Kesenjangan"
    unknown = Plural("Sebanyak {n} level belum diketahui.")
    item = "memiliki {actual}, disyaratkan {required}"


class Interrupted(en.Interrupted):
    """Deret waktu beserta kontrafaktualnya."""

    title = "Rata-rata pengaruh mulai periode {start}: {value}"
    axis = "Periode"
    value = "Nilai"
    observed = "Data"
    fitted = "Model"
    without = "Tanpa perubahan"
    band = "Pita {level}"
    alt = "Deret {n} periode dengan garis model sebelum dan sesudah perubahan, serta garis seandainya tanpa perubahan. Selang {level} rata-rata pengaruh: {lower} sampai {upper}."


class Waiting(en.Waiting):
    """Waktu penyelesaian."""

    title = "Lama penyelesaian layanan"
    axis = "Waktu"
    median = "Median waktu"
    share = "Persentase layanan selesai"
    all = "Semua layanan"
    target = "Garis putus-putus: waktu yang dijanjikan, {target}."
    band = "Daerah berwarna: 95% untuk satu waktu."
    interval = "Titik: median; garis: selang {level}, sampai ke tepi jika ujungnya tidak tercapai."
    suppressed = Plural("Sebanyak {n} kelompok terlalu kecil untuk ditampilkan.")
    item = "median {median}, {within} tepat waktu"
    alt = Plural("{n} kelompok; waktu yang dijanjikan {target}. {items}.")


class BeforeAfter(en.BeforeAfter):
    """Pengaruh."""

    title = "Pengaruh: {value}"
    event_title = "Pengaruh pada setiap periode"
    before = "Sebelum"
    after = "Sesudah"
    mean = "Rata-rata"
    control = "Kelompok pembanding"
    treated = "Kelompok yang ditangani"
    without = "Seandainya berubah sama"
    interval = "Selang {level} untuk pengaruh: {lower} sampai {upper}."
    did_alt = "Rata-rata sebelum dan sesudah: kelompok pembanding {c0} menjadi {c1}, kelompok yang ditangani {t0} menjadi {t1}."
    band = "Pita {level} untuk seluruh periode"
    pre = "Sebelum mulai"
    post = "Setelah mulai"
    base = "Periode pembanding"
    pretrend = "Uji bahwa kelompok tidak berbeda sebelum mulai: p = {p}."
    periods = "Periode sejak mulai"
    effect = "Pengaruh"
    event_alt = "Pengaruh menurut periode sejak mulai, beserta selangnya: {items}."


class Transfers(en.Transfers):
    """Mutasi."""

    title = Plural("Mutasi {n} pegawai")
    axis = "Pegawai"
    leave = "Keluar"
    arrive = "Masuk"
    both = "{leave} keluar, {arrive} masuk"
    net = "Angka: jumlah masuk dikurangi jumlah keluar."
    others = Plural("{n} unit lain")
    alt = "Dari dan ke: {items}."


class Reasons(en.Reasons):
    """Penyebab kekurangan."""

    title = Plural("Penyebab kekurangan {n} pegawai")
    axis = "Kekurangan pegawai"
    posts = Plural("{n} jabatan")
    alt = "Kekurangan pegawai menurut penyebabnya: {items}."


class Priorities(en.Priorities):
    """Kepentingan dan kinerja."""

    title = "Yang perlu diperbaiki lebih dahulu"
    performance = "Kinerja"
    importance = "Kepentingan"
    quadrants = {
        "concentrate": "perbaiki dahulu",
        "keep_up": "pertahankan",
        "low_priority": "perbaiki kemudian",
        "overkill": "sudah cukup kuat",
    }
    unclear = "belum jelas"
    note = "Elips: letak sebenarnya dengan peluang 95%."
    item = "{quadrant} (kepastian {certainty})"
    alt = "{n} unsur menurut kinerja dan kepentingan. {items}."


class Judgements(en.Judgements):
    """Bobot dari beberapa pemangku kepentingan."""

    title = "Bobot {k} kriteria menurut {stakeholders}"
    stakeholders = Plural("{n} pemangku kepentingan")
    axis = "Bobot"
    ratio = "rasio"
    consistency = "{name} (CR {ratio})"
    hollow = "Tanda kosong: "
    inconsistent = Plural(
        "penilaian {n} pemangku kepentingan tidak konsisten (rasio konsistensi CR di atas {limit})."
    )
    middle = (
        "Titik: median para pemangku kepentingan; batang: dari bobot terendah sampai tertinggi."
    )
    alt = "Kriteria menurut rata-rata bobot: {items}. Rasio konsistensi: {ratios}."


class Pictures(en.Pictures):
    """Gambar, satu kelas untuk setiap gambar."""

    unnamed = "{n} baris; hanya yang pertama dan terakhir diberi nama"
    waterfall = Waterfall()
    forest = Forest()
    ranks = Ranks()
    severity = Severity()
    trend = Trend()
    fairness = Fairness()
    grades = Grades()
    coverage = Coverage()
    workload = Workload()
    need = Need()
    nine_box = NineBox()
    profile = Profile()
    interrupted = Interrupted()
    waiting = Waiting()
    before_after = BeforeAfter()
    transfers = Transfers()
    reasons = Reasons()
    priorities = Priorities()
    judgements = Judgements()
