"""What the report on the sample says, in Indonesian."""

from __future__ import annotations

from . import sample_report
from .grammar import Plural


class _Frame(sample_report.Frame):
    title = "KINERJA · laporan contoh"
    intro = (
        "Laporan ini memakai data rekaan sebuah kantor pendidikan dan sebuah kota, tahun 2025 "
        "dibandingkan dengan 2024. Tidak ada pegawai yang nyata. Bagian {schools} menilai sekolah "
        "sungguhan. Semua angka berasal dari data yang disertakan dalam paket."
    )
    people = "Seberapa baik kinerja pegawai, dan apa yang akan membantu mereka?"
    places = "Siapa dibutuhkan di mana?"
    citizens = "Apa yang dialami warga, dan apakah menjadi lebih baik?"
    made = "kinerja {version} · kartu {card} versi {card_version} · sidik jari {fingerprint}…"


class _Measures(sample_report.Measures):
    title = "Apa yang diukur, dan berapa bobotnya"
    indicator = "indikator"
    weight = "bobot"
    scale = "skala"
    aggregated = "Bagian dari {group} digabung dengan rata-rata {how}."
    scales = {
        "identity": "poin apa adanya",
        "linear": "{worst} sampai {best}{unit}",
        "log": "{worst} sampai {best}{unit}, skala logaritma",
        "target": "bagian dari target {target}{unit}",
        "piecewise": "linear, {first} sampai {last}{unit}",
        "steps": "bertingkat pada {thresholds}{unit}",
        "lognormal": "setengah pada {median}, 90% pada {p10}{unit}",
        "logistic": "kurva S, setengah pada {midpoint}{unit}",
        "min_max": "terburuk sampai terbaik dalam kelompok",
        "z_score": "skor baku dalam kelompok",
        "percentile": "persentil dalam kelompok",
        "vector": "bagian dari panjang kelompok",
        "max_share": "bagian dari nilai terbaik",
        "sum_share": "bagian dari jumlah kelompok",
    }
    means = {
        "geometric": "geometris",
        "harmonic": "harmonik",
        "minimum": "terendah",
    }


class _Grades(sample_report.Grades):
    title = "Nilai dan kategori, 2025"
    summary = "{n} pegawai, rata-rata {mean} poin. Nilai penuh adalah 100."
    grade = "kategori"
    people = "pegawai"
    unit = "unit"
    mean = "rata-rata"
    lowest = "terendah"
    highest = "tertinggi"
    top = "Nilai tertinggi"
    id = "id"
    total = "total"
    coverage = "cakupan"
    missing = (
        "Sebanyak {n} dari {m} data tidak tersedia (pegawai yang tidak melayani pengunjung, penilaian yang "
        "tidak dikumpulkan). Bobotnya dibagi ke indikator lain, terlebih dahulu dalam kelompok yang "
        "sama; cakupan menunjukkan berapa bobot yang datanya tersedia."
    )


class _Predicates(sample_report.Predicates):
    title = "Predikat SKP 2022"
    intro = (
        "PermenPANRB 6/2022 tidak menetapkan angka: predikat mengikuti dua penilaian, yaitu hasil "
        "kerja dan perilaku kerja. Kantor rekaan ini menilai hasil kerja (poin Hasil kerja) di atas "
        "ekspektasi mulai {r2} dan sesuai ekspektasi mulai {r1}, perilaku kerja (1 sampai 5) mulai "
        "{b2} dan {b1}. Tanpa nilai perilaku tidak ada predikat ({out} pegawai)."
    )
    results = "hasil \\ perilaku"
    below = "di bawah"
    meets = "sesuai"
    above = "di atas"
    predicate = "predikat"
    people = "pegawai"
    guide = (
        "Pedoman untuk kantor yang sendiri berpredikat “{own}” (SE MenPANRB 3/2023; bersifat saran, "
        "tidak ada predikat yang berubah): {findings}."
    )
    kept = "tidak ada yang menyimpang"


class _Explained(sample_report.Explained):
    title = "Nilai satu pegawai dijelaskan: {who}"
    value = "data"
    points = "poin"
    share = "sumbangan"
    against = "terhadap rata-rata"
    sum = "jumlah"
    two_means = (
        "Data rata-rata kelompok menghasilkan {baseline} poin, sedangkan rata-rata semua nilai total "
        "adalah {mean}: keduanya berbeda karena skala dan rata-ratanya tidak linear."
    )


class _Near(sample_report.Near):
    title = "Dekat dengan kategori berikutnya"
    intro = Plural(
        "Sebanyak {n} pegawai berjarak paling jauh {gap} poin dari kategori berikutnya. Satu perubahan yang "
        "mencapainya; bila jaraknya lebih kecil daripada galat penilaian (95%), kedua kategori tidak "
        "dapat dibedakan dan tidak ada saran:"
    )
    within = "dalam batas galat"
    gap = "jarak"
    next = "kategori berikut"
    change = "misalnya"
    from_to = "{name} {old} → {new}"


class _YearChange(sample_report.YearChange):
    title = "Apa yang berubah sejak 2024"
    both = (
        "Sebanyak {n} pegawai ada di kedua tahun; {joined} masuk, {left} keluar. Perubahan rata-rata {change} "
        "poin."
    )
    grades = "Kategori {up} pegawai naik{up_far} dan {down} turun{down_far}."
    far = Plural(" ({n} di antaranya dua tingkat)", one=" (satu di antaranya dua tingkat)")
    by_indicator = "Perubahan rata-rata per indikator, dalam poin nilai total"
    indicator = "indikator"
    mean = "rata-rata"
    largest = "Perubahan terbesar, dan indikator yang paling berperan"
    change = "perubahan"
    mostly = "terutama"


class _Certainty(sample_report.Certainty):
    title = "Seberapa pasti peringkat ini?"
    intro = (
        "Bobot adalah pilihan, dan penilaian mengandung galat. Bobot diubah secara acak {draws} kali, "
        "umumnya sekitar {off} lebih besar atau lebih kecil, dan setiap nilai perilaku menurut "
        "galatnya sendiri. Peringkat yang dihasilkan ada di bawah ini. Selang memuat {level} "
        "simulasi; batang menunjukkan peluang masuk {q} besar."
    )
    rank = "peringkat"
    mean = "rata-rata"
    interval = "selang"
    top = "{q} besar"
    sure = (
        "Sebanyak {sure} dari {q} besar tetap di sana dalam sedikitnya {level} simulasi. Bila batang tidak "
        "penuh, penghargaan yang hanya berdasarkan peringkat sebagian ditentukan oleh kebetulan."
    )
    agreement = "Kesesuaian antarsimulasi {w} (W Kendall; 1 berarti peringkatnya selalu sama)."


class _Raters(sample_report.Raters):
    title = "Apakah penilaiannya adil bagi semua?"
    intro = (
        "Rekan kerja saling menilai dari 1 sampai 5: {ratings} penilaian atas {people} pegawai oleh "
        "{raters} penilai, tidak seorang pun dinilai oleh semua. Ketegasan adalah poin yang "
        "dikurangkan seorang penilai dibandingkan dengan yang lain, sejauh data menunjukkannya."
    )
    rater = "penilai"
    severity = "ketegasan"
    error = "± galat"
    ratings = "penilaian"
    kind = "termasuk"
    strict = "paling tegas"
    mild = "paling longgar"
    parts = (
        "Dari keragaman satu penilaian, {subject} berasal dari pegawai, {rater} dari penilai, dan "
        "{residual} tidak berasal dari keduanya: keandalan satu penilaian saja {single}."
    )
    moved = "Setelah ketegasan penilai diperhitungkan, peringkatnya berubah. Perubahan peringkat terbesar"
    person = "pegawai"
    raw = "rata-rata"
    adjusted = "disesuaikan"
    places = "peringkat"
    method = (
        "Efek acak bersilang pegawai dan penilai, dengan REML. Rata-rata yang disesuaikan ditarik ke "
        "rata-rata semua pegawai: makin sedikit penilaian yang diterima, makin kuat. Angka ini "
        "membandingkan pegawai, tidak menunjukkan siapa menilai siapa."
    )


class _Courses(sample_report.Courses):
    title = "Kesenjangan kompetensi, dan pelatihan yang menutupnya paling banyak"
    intro = (
        "Tingkat {people} pegawai dalam enam kompetensi (1 sampai 5) terhadap tuntutan jabatannya. "
        "Setiap pegawai berhak atas {hours} jam pelatihan (JP) setahun; anggaran rekaannya {budget}."
    )
    competency = "kompetensi"
    met = "cukup"
    shortfall = "kesenjangan"
    summary = (
        "Rencana ini menutup {closed} dari {total} tingkat dengan {attendances} keikutsertaan dengan "
        "biaya {cost}. Status: {status}."
    )
    status = {
        "optimal": (
            "optimal; tidak ada rencana yang menutup lebih banyak, atau sama banyak dengan biaya "
            "lebih kecil"
        ),
        "feasible": "layak; rencana lain menutup paling banyak {gap} lebih",
    }
    course = "pelatihan"
    hours = "jam"
    cost = "biaya (Rp)"
    seats = "kursi"
    taken = "terisi"
    provider = "pemberi"
    left = "Kesenjangan yang tetap terbuka, menurut penyebabnya: {reasons}."
    reason = "{reason} {count}"
    reasons = {
        "no course": "tidak ada pelatihan",
        "hours": "jam",
        "seats": "kursi",
        "budget": "anggaran",
        "closed better elsewhere": "lebih berguna di tempat lain",
    }
    letter = "Yang diterima {who}:"


class _Schools(sample_report.SchoolsPart):
    title = "Data nyata: 71 sekolah dasar, California 2000"
    intro = (
        "Fungsi yang sama pada angka nyata, dengan lima jenis skala. Persentil bersifat relatif "
        "terhadap kelompok ini; setelah dibakukan, angka kelompok ini menjadi acuan tahun depan."
    )
    top = "Nilai tertinggi"
    source = "Sumber: California Department of Education, Academic Performance Index 2000."


class _Workload(sample_report.Workload):
    title = "Kebutuhan, kelebihan, dan kekurangan pegawai"
    intro = (
        "Kota rekaan dengan {units} unit dan {people} pegawai. Beban adalah bagian waktu pegawai "
        "yang terpakai; hurufnya tingkat efisiensi yang lazim dipakai."
    )
    unit = "unit"
    job = "jabatan"
    staff = "pegawai"
    need = "kebutuhan"
    surplus = "kelebihan"
    shortage = "kekurangan"
    load = "beban"
    grade = "tingkat"
    all = "semua"
    by_job = "Menurut jabatan"
    unfillable = (
        "Sekalipun semua pegawai bebas pindah dalam jabatannya, masih kurang {short} pada {jobs}: "
        "kekurangan itu dipenuhi melalui pengadaan pegawai, atau pegawai dari jabatan lain yang "
        "memiliki ijazah dan izinnya."
    )
    method = (
        "Kebutuhan adalah volume kerja setahun × waktu penyelesaian, dibagi waktu kerja efektif "
        "seorang pegawai, {minutes} menit (PermenPANRB 1/2020; norma dipilih instansi)."
    )
    norm = (
        "Dengan {other} menit (BKN 19/2011) kebutuhan menjadi {need}, bukan {base}, dan {changed} "
        "dari {units} unit mendapat tingkat lain, yang tertulis dalam kurung."
    )


class _TransferPlan(sample_report.TransferPlanPart):
    title = "Rencana mutasi beserta buktinya"
    summary = "Kekurangan {before} → {after} pegawai, dengan {moves} mutasi. Status: {status}."
    status = {
        "optimal": "optimal; tidak ada rencana yang lebih baik dalam batas aturan",
        "feasible": "layak; selisih menunjukkan jarak dari batas",
    }
    levels = "Yang dicapai rencana ini, dan batas yang tidak dapat dilampaui"
    level = "tujuan"
    value = "rencana"
    bound = "batas"
    gap = "selisih"
    objectives = {
        "shortage_and_moves": "kekurangan dan mutasi",
        "shortage": "kekurangan",
        "deviation": "ketidakmerataan",
        "empty": "jabatan kosong",
        "peak": "kebutuhan per pegawai terbesar",
        "moves": "mutasi",
        "cost": "kilometer",
        "overdue": "pegawai di atas {most} bulan yang belum dimutasi",
        "months": "masa jabatan pegawai yang dimutasi, dalam bulan",
    }
    moves = "Mutasi yang diusulkan"
    id = "id"
    origin = "dari"
    target = "ke"
    km = "km"
    job = "jabatan"
    becomes = "{old} → {new}"
    ties = {
        "months": "Ada rencana lain yang sama baik sebelum baris terakhir: yang masa jabatannya paling lama secara bersama-sama didahulukan.",
        "order": "Ada rencana lain yang sama baik dalam semua tujuan; urutan id yang menentukan.",
        "fixed": "Ada rencana lain yang sama baik dalam semua tujuan; urutan jabatan yang menentukan.",
    }
    unique = "Tidak ada rencana lain yang sama baik dalam semua tujuan."
    even = (
        "Pegawai per kebutuhan antarunit: Gini {g0} → {g1}; unit terpadat dibandingkan dengan "
        "rata-rata: {m0} → {m1}."
    )
    left = "Yang tetap kurang, dan aturan yang menahannya"
    unit = "unit"
    shortage = "kurang"
    rule = "karena"
    rules = (
        "Aturan: sedikitnya {least} bulan dalam jabatan (BKN 5/2019), memenuhi syarat jabatan baru "
        "(guru: kualifikasi akademik dan sertifikat pendidik, UU 14/2005 Pasal 8–9; perawat atau "
        "bidan: ijazah dan surat tanda registrasi), tidak ada jabatan yang ditinggalkan di bawah "
        "kebutuhannya, satu mutasi harus bernilai {price} pegawai; lalu jarak terpendek dari rumah, lalu yang lebih dari {most} bulan "
        "menjabat didahulukan."
    )


class _TransferLetter(sample_report.TransferLetter):
    title = "Surat kepada satu pegawai: {who}"
    official = "Untuk pejabat yang memutuskan:"
    person = "Untuk pegawai yang bersangkutan:"
    stays = "Untuk {who}, yang tidak dimutasi:"
    contact = "Badan Kepegawaian Daerah kota rekaan"


class _Satisfaction(sample_report.Satisfaction):
    title = "Kepuasan pengunjung, 2025"
    intro = (
        "Jawaban rekaan {n} pengunjung enam unit, dari {visitors} pengunjung setahun. Sebanyak "
        "{dropped} responden tidak mengisi sedikitnya satu unsur dan tidak dihitung."
    )
    unit = "unit"
    n = "responden"
    asked = "tabel"
    value = "indeks"
    interval = "selang"
    grade = "mutu"
    may = "mungkin"
    city = "kota"
    by_channel = "Loket dan daring, semua unit"
    channel = "saluran"
    few = (
        "“tabel” adalah jumlah responden yang diminta tabel peraturan. Sampel ini lebih kecil: baca "
        "selangnya sebelum mutunya."
    )
    reliability = (
        "Apakah kesembilan unsur mengukur satu hal? Alfa {alpha} ({low} sampai {high}), omega "
        "{omega}; nilai 0,8 atau lebih lazim dianggap andal."
    )
    method = (
        "Indeks, dari 25 sampai 100, dan mutunya mengikuti PermenPANRB 14/2017: A mulai {a}, B mulai "
        "{b}, C mulai {c}. Selangnya selang sampel berstrata (95%); “mungkin” memuat mutu yang "
        "dijangkau selangnya. Angka kota menimbang unit menurut jumlah pengunjungnya."
    )


class _Priorities(sample_report.Priorities):
    title = "Apa yang diperbaiki lebih dulu"
    item = "unsur"
    performance = "kinerja"
    importance = "kepentingan"
    certain = "pasti"
    verdict = "kesimpulan"
    verdicts = {
        "concentrate": "perbaiki dulu",
        "keep_up": "pertahankan",
        "low_priority": "perbaiki nanti",
        "overkill": "cukup kuat",
        "unclear": "belum jelas",
    }
    method = (
        "Kinerja adalah rata-rata unsur (1 sampai 4). Kepentingan adalah bagian dari keragaman "
        "penilaian keseluruhan yang terkait dengan unsur itu (bagian Shapley dari R²; jumlahnya "
        "{total}). Kepentingan di atas rata-rata semua unsur dan kinerja di bawahnya: perbaiki dulu. "
        "“pasti” adalah peluang unsur itu memang berada di tempatnya; di bawah {least} kesimpulannya "
        "belum jelas."
    )


class _Waves(sample_report.Waves):
    title = "Apakah kepuasan berubah sejak 2024?"
    unit = "unit"
    change = "perubahan"
    error = "±"
    p = "nilai p"
    city = "kota"
    sure = (
        "Berubah melebihi kebetulan (nilai p di bawah 5%): {names}. Untuk yang lain sampelnya "
        "terlalu kecil untuk memastikan."
    )
    nobody = "tidak ada"
    by_item = (
        "Perubahan terbesar per unsur: {item}, {change} pada skala 1 sampai 4 (nilai p {p}, "
        "dikoreksi untuk sembilan unsur)."
    )
    weights = (
        "Perhatikan bobot unsur. Pada 2024 {unit} bermutu {first} dengan 1/9 dan {other} dengan "
        "pembulatan 0,111 dan 0,11 yang dipakai banyak laporan: mutu perlu disertai bobotnya."
    )
    complaints = "Pengaduan per 1.000 pengunjung"
    ratio = "rasio"
    interval = "selang"
    ratio_of = (
        "Rasio adalah perbandingan 2025 terhadap 2024 dengan selang 95% yang eksak; di bawah 1 "
        "berarti pengaduan berkurang. Pengaduan yang bertambah dapat juga berarti bahwa mengadu "
        "menjadi lebih mudah."
    )
    method = (
        "Dua sampel dengan pengunjung berbeda, jadi kedua galat ikut dihitung: ± adalah setengah "
        "selang 95%. Nilai p unit terkoreksi untuk {units} perbandingan sekaligus (Holm), nilai p "
        "kota tidak. Di bawah 5% berarti perubahan sulit dijelaskan oleh kebetulan."
    )


class _Waiting(sample_report.Waiting):
    title = "Apakah janji temu memperpendek waktu tunggu?"
    intro = (
        "Sejak Juli tiga dari enam unit menerima janji temu. {cases} kunjungan rekaan, dari datang "
        "sampai selesai; janji layanan: {target} menit."
    )
    group = "unit, semester"
    groups = {
        "with": "dengan janji temu, {half}",
        "without": "tanpa, {half}",
    }
    cases = "kasus"
    median = "median"
    interval = "selang"
    p90 = "9 dari 10"
    within = "tepat waktu"
    by_channel = "Loket dan daring, kedua semester"
    channel = "saluran"
    channels = {"counter": "loket", "online": "daring"}
    both = (
        "Kedua kelompok menjadi lebih cepat, jadi membandingkan sebelum dan sesudah saja "
        "melebih-lebihkan pengaruh janji temu. Dibandingkan dengan unit tanpa janji temu, rata-rata "
        "waktu tunggu berubah {value} menit (selang 95% {low} sampai {high}, nilai p {p}), atau "
        "{share} ({share_low} sampai {share_high})."
    )
    open_question = (
        "Selangnya mencapai nol: enam unit terlalu sedikit untuk membuktikan pengaruh sebesar ini. "
        "Datanya mengarah ke sana, tetapi belum membuktikannya."
    )
    shown = (
        "Selangnya tidak mencapai nol: pengaruhnya terbukti, dan selang itu menunjukkan besarnya."
    )
    method = (
        "Tiap kelompok ditimbang ke campuran loket dan daring yang sama. Selisih ganda (difference "
        "in differences), galat per unit (CR2, {df} derajat bebas)."
    )


class ReportId(sample_report.Report):
    frame = _Frame()
    measures = _Measures()
    grades = _Grades()
    predicates = _Predicates()
    explained = _Explained()
    near = _Near()
    year_change = _YearChange()
    certainty = _Certainty()
    raters = _Raters()
    courses = _Courses()
    schools = _Schools()
    workload = _Workload()
    plan = _TransferPlan()
    letter = _TransferLetter()
    satisfaction = _Satisfaction()
    priorities = _Priorities()
    waves = _Waves()
    waiting = _Waiting()
