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


class _Frame(en.Frame):
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


class _Measures(en.Measures):
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


class _Grades(en.Grades):
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


class _Predicates(en.Predicates):
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


class _Explained(en.Explained):
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


class _Near(en.Near):
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


class _YearChange(en.YearChange):
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


class _Certainty(en.Certainty):
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


class _Raters(en.Raters):
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


class _Courses(en.Courses):
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


class _Schools(en.SchoolsPart):
    title = "Data nyata: 71 sekolah dasar, California 2000"
    intro = (
        "Fungsi yang sama pada angka nyata, dengan lima jenis skala. Persentil bersifat relatif "
        "terhadap kelompok ini; setelah dibakukan, angka kelompok ini menjadi acuan tahun depan."
    )
    top = "Nilai tertinggi"
    source = "Sumber: California Department of Education, Academic Performance Index 2000."


class _Workload(en.Workload):
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


class _TransferPlan(en.TransferPlanPart):
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


class _TransferLetter(en.TransferLetter):
    title = "Surat kepada satu pegawai: {who}"
    official = "Untuk pejabat yang memutuskan:"
    person = "Untuk pegawai yang bersangkutan:"
    stays = "Untuk {who}, yang tidak dimutasi:"
    contact = "Badan Kepegawaian Daerah kota rekaan"


class _Satisfaction(en.Satisfaction):
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


class _Priorities(en.Priorities):
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


class _Waves(en.Waves):
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


class _Waiting(en.Waiting):
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


class _Report(en.Report):
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
    report = _Report()
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
