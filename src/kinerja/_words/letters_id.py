"""Kalimat surat kepada pegawai dan teks untuk pejabat, dalam bahasa Indonesia."""

from __future__ import annotations

from . import letters
from .grammar import Plural


class AnsweredId(letters.Answered):
    rights = "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari."
    reply = Plural(
        "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam {n} hari sejak surat ini "
        "diterima, kepada {contact}."
    )
    reply_by = Plural(
        "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam {n} hari, yaitu paling "
        "lambat {last}, kepada {contact}."
    )
    ground = "Dasar: {ground}."


class LetterId(AnsweredId, letters.Letter):
    heading = ""
    closing = ""
    to = "Yth. Saudara {staff},"


class MoveLetter(LetterId, letters.MoveLetter):
    proposal = (
        "dengan ini disampaikan usulan mutasi Saudara dari {from_unit} ({from_job}) ke {to_unit} "
        "({to_job})."
    )
    starts = "Mutasi diusulkan terhitung mulai tanggal {day}."
    need = (
        "Alasan kebutuhan jabatan. {to_unit} membutuhkan {need} {to_job}; saat ini tersedia {before} "
        "orang, dan dengan rencana ini menjadi {after} orang. {from_unit} tetap memiliki {left} "
        "{from_job} dengan kebutuhan {own}."
    )
    person = "Alasan pemilihan Saudara. {facts}"
    requirements = "Saudara memenuhi syarat jabatan tersebut: {items}."
    qualified = "Saudara memenuhi syarat jabatan tersebut."
    at_least = "{column} paling rendah {value}"
    one_of = "{column}: {items}"
    is_one = "{column}: {item}"
    months = Plural("Saudara telah menduduki jabatan sekarang selama {n} bulan.")
    distance = "Jarak dari tempat tinggal Saudara ke {to_unit} adalah {distance} km."
    preference = (
        "Menurut pilihan unit yang Saudara sampaikan, {to_unit} bernilai {cost} (makin kecil makin "
        "sesuai)."
    )
    fit = "Kesesuaian Saudara dengan jabatan ini diperhitungkan {fit} (makin kecil makin sesuai)."
    forced = "Mutasi ini ditetapkan sebagai ketentuan dalam rencana."
    pair = "Saudara pindah bersama pegawai lain atau tetap di tempat."
    possible = Plural(
        "Sebanyak {n} pegawai dapat mengisi jabatan ini.",
        one="Di luar pegawai lain yang sudah dimutasi, hanya Saudara yang dapat mengisi jabatan ini.",
    )
    compared = "Dari pegawai lainnya, {items}."
    less = Plural("{n} orang mengurangi kekurangan lebih sedikit")
    worse = Plural("{n} orang membuat rencana secara keseluruhan kurang baik")
    further = Plural("{n} orang bertempat tinggal lebih jauh")
    dearer = Plural("{n} orang memerlukan biaya lebih besar")
    not_overdue = Plural("{n} orang belum menjabat lebih dari {most} bulan")
    alike = Plural("{n} orang memberikan hasil yang sama")
    open_posts = (
        "Pilihan lain. Saudara juga memenuhi syarat jabatan berikut, yang masih kekurangan pegawai: "
        "{posts}."
    )
    none_open = (
        "Pilihan lain. Saat ini tidak ada jabatan lain yang kekurangan pegawai dan syaratnya Saudara "
        "penuhi."
    )
    open_post = "{unit}, {job} (kurang {short})"
    open_post_away = "{unit}, {job} (kurang {short}, {distance} km dari tempat tinggal Saudara)"
    rules = "Ketentuan yang dipakai. {items}."
    rule_months = Plural(
        "Pegawai yang dimutasi telah menduduki jabatannya paling singkat {n} bulan"
    )
    rule_national = " (PP 11/2017 Pasal 190)"
    rule_overdue = Plural(
        "di antara rencana yang sama baik, didahulukan rencana yang memindahkan lebih banyak pegawai "
        "dengan masa jabatan lebih dari {n} bulan"
    )
    rule_qualified = "pegawai yang dimutasi memenuhi syarat jabatan baru"
    rule_protect = "tidak ada jabatan yang menjadi kurang dari kebutuhannya"
    rule_price = "setiap mutasi mengurangi kekurangan sedikitnya {price} pegawai"
    rule_moves = Plural("jumlah mutasi paling banyak {n}")
    note = (
        "Surat ini adalah usulan, bukan keputusan; keputusan mengenai pegawai ditetapkan oleh "
        "pejabat yang berwenang."
    )


class StayLetter(LetterId, letters.StayLetter):
    stays = (
        "rencana mutasi tidak mengusulkan mutasi Saudara; Saudara tetap di {unit} sebagai {job}."
    )
    why = "Alasan. {reason}"
    reasons = {
        "keep": "Saudara diminta tetap di tempat.",
        "movable": "Saudara tercatat sebagai pegawai yang tidak dimutasi.",
        "min_months": "Saudara telah menduduki jabatan sekarang selama {months} bulan, sedangkan "
        "mutasi mensyaratkan paling singkat {least} bulan.",
        "unknown_months": "Masa jabatan Saudara sekarang tidak tercatat, sedangkan mutasi "
        "mensyaratkan paling singkat {least} bulan.",
        "protect": "{unit} membutuhkan {need} {job} dan memiliki {after} orang; tidak ada pegawai yang "
        "dapat dilepas.",
        "no_post": "Tidak ada jabatan yang kekurangan pegawai dan syaratnya Saudara penuhi.",
        "filled": "Semua jabatan yang kekurangan pegawai dan syaratnya Saudara penuhi telah diisi "
        "pegawai lain.",
        "held": "Jabatan yang kekurangan pegawai dan syaratnya Saudara penuhi tertahan oleh "
        "ketentuan rencana; lihat di bawah.",
    }
    considered = Plural(
        "Saudara memenuhi syarat untuk mengisi {n} dari jabatan yang diisi oleh rencana ini."
    )
    runner_up = "Saudara adalah pilihan berikutnya untuk {unit}, {job}."
    against = "Untuk {unit}, {job}, diusulkan pegawai lain: {because}."
    because = {
        "effect": "mutasinya lebih banyak mengurangi kekurangan",
        "distance": "tempat tinggalnya lebih dekat",
        "cost": "biaya yang diperhitungkan lebih kecil",
        "overdue": "masa jabatannya telah melewati batas",
        "months": "masa jabatannya lebih lama",
        "order": "hal lainnya sama, sehingga urutan nomor pegawai yang menentukan",
        "forced": "mutasi itu ditetapkan sebagai ketentuan dalam rencana",
        "pair": "pegawai itu pindah bersama pegawai lain",
        "together": "rencana secara keseluruhan tidak menjadi lebih baik dengan Saudara sebagai "
        "gantinya",
    }
    asked = "Permintaan Saudara. Saudara meminta {unit} ({job}). {answer}"
    answer_here = "Saudara sudah bertugas di sana."
    answer_rule = "Permintaan itu tidak diusulkan: {rule}."
    answer_other = "Permintaan itu tidak diusulkan: {because}."
    answer_unfit = "Permintaan itu tidak diusulkan: Saudara belum memenuhi syarat jabatan tersebut."
    answer_own = {
        "keep": "Saudara diminta tetap di tempat",
        "movable": "Saudara tercatat sebagai pegawai yang tidak dimutasi",
        "min_months": "masa jabatan Saudara sekarang belum cukup lama",
        "unknown_months": "masa jabatan Saudara sekarang tidak tercatat",
        "protect": "tidak ada pegawai yang dapat dilepas dari jabatan Saudara sekarang",
        "direct": "jabatan itu tidak kekurangan pegawai",
        "need": "jabatan itu tidak memiliki kebutuhan",
        "max_moves": "batas jumlah mutasi sudah tercapai",
        "max_out": "unit Saudara sudah mencapai batas pegawai keluar",
        "max_in": "unit itu sudah mencapai batas pegawai masuk",
        "together": "Saudara pindah bersama pegawai lain atau tetap di tempat",
        "forbid": "mutasi ini dikecualikan",
        "objective": "rencana tidak menjadi lebih baik karenanya",
    }
    open_posts = "Jabatan yang masih kekurangan pegawai dan syaratnya Saudara penuhi: {posts}."
    none_open = "Tidak ada jabatan yang masih kekurangan pegawai dan syaratnya Saudara penuhi."
    open_post = "{unit}, {job} (kurang {short}): {rule}"
    note = (
        "Tidak dimutasi bukan penilaian atas pekerjaan Saudara. Rencana ini adalah usulan; keputusan "
        "mengenai pegawai ditetapkan oleh pejabat yang berwenang."
    )
    official = "{staff} tetap di {unit} sebagai {job}."
    official_reasons = {
        "keep": "Pegawai diminta tetap di tempat.",
        "movable": "Pegawai tercatat sebagai pegawai yang tidak dimutasi.",
        "min_months": "Masa jabatan pegawai {months} bulan, sedangkan mutasi mensyaratkan paling "
        "singkat {least} bulan.",
        "unknown_months": "Masa jabatan pegawai tidak tercatat, sedangkan mutasi mensyaratkan paling "
        "singkat {least} bulan.",
        "protect": "{unit} membutuhkan {need} {job} dan memiliki {after} orang; tidak ada pegawai yang "
        "dapat dilepas.",
        "no_post": "Tidak ada jabatan yang kekurangan pegawai dan syaratnya dipenuhi pegawai ini.",
        "filled": "Semua jabatan yang kekurangan pegawai dan syaratnya dipenuhi pegawai ini telah "
        "diisi pegawai lain.",
        "held": "Jabatan yang kekurangan pegawai dan syaratnya dipenuhi pegawai ini tertahan oleh "
        "ketentuan rencana.",
    }
    official_runner_up = "Pilihan berikutnya untuk: {posts}."
    official_asked = "Permintaan {unit} ({job}): {answer}."
    official_answers = {
        "here": "jabatan sekarang",
        "qualified": "syarat jabatan belum dipenuhi",
        "keep": "pegawai diminta tetap di tempat",
        "movable": "tidak dimutasi",
        "min_months": "masa jabatan belum cukup lama",
        "unknown_months": "masa jabatan tidak tercatat",
        "protect": "tidak ada pegawai yang dapat dilepas dari jabatan sekarang",
        "direct": "jabatan itu tidak kekurangan pegawai",
        "need": "jabatan itu tidak memiliki kebutuhan",
        "max_moves": "batas jumlah mutasi sudah tercapai",
        "max_out": "unit asal sudah mencapai batas pegawai keluar",
        "max_in": "unit tujuan sudah mencapai batas pegawai masuk",
        "together": "pindah bersama pegawai lain atau tetap di tempat",
        "forbid": "mutasi ini dikecualikan",
        "objective": "rencana tidak menjadi lebih baik karenanya",
        "other": "diusulkan pegawai lain",
    }


class RecognitionLetter(LetterId, letters.RecognitionLetter):
    top = {
        "surely": "nilai total Saudara, {total}, pasti termasuk {count} tertinggi dari {n} pegawai.",
        "possibly": "nilai total Saudara, {total}, mungkin termasuk {count} tertinggi dari {n} "
        "pegawai; data yang ada tidak dapat memastikannya.",
        "not": "nilai total Saudara, {total}, tidak termasuk {count} tertinggi dari {n} pegawai.",
    }
    bottom = {
        "surely": "nilai total Saudara, {total}, pasti termasuk {count} dari {n} pegawai yang "
        "didahulukan untuk memperoleh dukungan.",
        "possibly": "nilai total Saudara, {total}, mungkin termasuk {count} dari {n} pegawai yang "
        "didahulukan untuk memperoleh dukungan; data yang ada tidak dapat memastikannya.",
        "not": "nilai total Saudara, {total}, tidak termasuk {count} dari {n} pegawai yang "
        "didahulukan untuk memperoleh dukungan.",
    }
    absent = "Saudara tidak disertakan dalam perbandingan ini."
    sure = (
        "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di antara {lower} dan "
        "{upper}, dan peringkat Saudara di antara {best} dan {worst}. Hal itu berlaku untuk seluruh "
        "{n} peringkat sekaligus dengan peluang {level}."
    )
    sure_of_place = (
        "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di antara {lower} dan "
        "{upper}, tetapi peringkat Saudara tetap {best}. Hal itu berlaku untuk seluruh {n} peringkat "
        "sekaligus dengan peluang {level}."
    )
    unknown = (
        "Tingkat kepastian. Galat nilai Saudara tidak diketahui, sehingga peringkat Saudara belum "
        "dapat dipastikan."
    )
    tied = "Ada pegawai lain dengan nilai yang sama, sedangkan tempatnya tidak cukup untuk semua."
    luck = "Penghargaan yang hanya berdasarkan peringkat sebagian akan ditentukan oleh kebetulan."
    rests = "Dasar penilaian. {items}."
    item = "{name} {value} ({points} poin terhadap kelompok)"
    lacks = "Yang menurunkan nilai. {items}."
    help = "Dukungan yang diberikan:"
    no_help = "Dukungan yang diberikan disepakati bersama atasan Saudara."
    note_top = (
        "Ini adalah usulan; keputusan mengenai pegawai ditetapkan oleh pejabat yang berwenang."
    )
    note_bottom = (
        "Ini mengenai dukungan, bukan penilaian atas pribadi Saudara; keputusan mengenai pegawai "
        "ditetapkan oleh pejabat yang berwenang."
    )


class BoxLetter(LetterId, letters.BoxLetter):
    box = "kotak {box} ({n} pegawai)"
    absent = "kotak Saudara belum dapat ditetapkan: nilai kinerja atau potensial tidak tersedia."
    stands = "Saudara berada pada kotak {box}: kinerja {performance}, potensial {potential}."
    performance = {
        "above": "di atas ekspektasi",
        "meets": "sesuai ekspektasi",
        "below": "di bawah ekspektasi",
    }
    potential = {"low": "rendah", "middle": "menengah", "high": "tinggi"}
    leads = "Rekomendasi untuk kotak ini (lampiran PermenPANRB 3/2020): {items}."
    procedure = (
        "Kotak ini bukan pemberhentian dan bukan hukuman disiplin. Sebelum ada keputusan, Saudara "
        "didengar keterangannya dan dapat menyampaikan hal-hal yang menghambat pekerjaan Saudara."
    )
    open = (
        "Tingkat kepastian. Dengan galat pengukuran yang ada, peluang bahwa kotak ini tepat adalah "
        "{share}; kotak di sebelahnya mungkin lebih tepat."
    )
    note = (
        "Ini adalah rekomendasi, bukan keputusan; keputusan mengenai pegawai ditetapkan oleh pejabat "
        "yang berwenang."
    )


class NewCardLetter(LetterId, letters.NewCardLetter):
    compared = (
        "“{new}” (versi {new_version}) dicoba sebagai pengganti “{old}” (versi {old_version}) pada "
        "data yang sama untuk {n} pegawai."
    )
    mean = (
        "Rata-rata nilai total berubah dari {before} menjadi {after} ({change}); nilai seorang "
        "pegawai berubah rata-rata {size} poin, dan paling banyak {most} poin."
    )
    none = "Tidak ada nilai total yang berubah."
    effects = "Dari perubahan rata-rata itu, {items}."
    parts = {
        "scale": "{points} berasal dari skala",
        "weight": "{points} berasal dari bobot",
        "structure": "{points} berasal dari kelompok dan indikator",
    }
    grades = "Kategori {up} pegawai naik, {down} turun, dan {same} tetap."
    causes = "Langkah terakhir yang mengubah kategori: {items}."
    cause = "{name} {n}"
    names = {
        "scale": "skala",
        "weight": "bobot",
        "structure": "kelompok dan indikator",
        "band": "batas kategori",
    }
    unknown = (
        "Sebanyak {n} pegawai tidak memiliki nilai total pada salah satu kartu dan tidak dihitung."
    )
    limits = (
        "Angka ini menunjukkan apa yang berubah, bukan kartu mana yang lebih baik: ketentuan baru "
        "dicoba pada pekerjaan yang dilakukan menurut ketentuan lama."
    )
    consider = (
        "instansi mempertimbangkan kartu penilaian baru, “{new}” (versi {new_version}), sebagai "
        "pengganti “{old}” (versi {old_version}). Berikut perubahannya bagi Saudara, dengan data yang "
        "sama."
    )
    own = "Nilai total Saudara berubah dari {before} menjadi {after} ({change})."
    own_same = "Nilai total Saudara tetap {before}."
    own_unknown = "Nilai total Saudara tidak tersedia pada salah satu kartu."
    own_parts = "Dari perubahan itu, {items}."
    grade_same = "Kategori Saudara tetap {grade}."
    grade_moves = (
        "Kategori Saudara berubah dari {before} menjadi {after}; yang mengubahnya: {cause}."
    )
    note = (
        "Nilai yang sudah Saudara peroleh tidak berubah karenanya. Ini adalah usulan; keputusan "
        "ditetapkan oleh pejabat yang berwenang."
    )


class CardPage(letters.CardPage):
    title = "{name} (versi {version})"
    what = Plural(
        "Kartu ini mengukur {n} hal dan menggabungkannya menjadi satu nilai total dalam poin; nilai "
        "penuh adalah 100.",
        one="Kartu ini mengukur satu hal, dalam poin; nilai penuh adalah 100.",
    )
    group = "{name}, {share} dari nilai total{how}"
    indicator = "{name}, {share}: {scale}"
    lower = "; makin kecil makin baik"
    ranges = (
        "Di belakang setiap indikator tercantum rentang datanya: ujung pertama menghasilkan poin "
        "terendah, ujung terakhir poin tertinggi."
    )
    how = {
        "arithmetic": "",
        "geometric": " (rata-rata geometris: bagian yang rendah menurunkan keseluruhan)",
        "harmonic": " (rata-rata harmonik: bagian yang rendah sangat menurunkan keseluruhan)",
        "minimum": " (bagian terendah yang dihitung)",
        "power": " (rata-rata pangkat)",
        "owa": " (bagian dihitung menurut peringkatnya)",
        "mpi": " (bagian yang tidak merata menurunkan keseluruhan)",
        "mpi_plus": " (bagian yang tidak merata menaikkan keseluruhan)",
    }
    whole = {
        "arithmetic": "Nilai total adalah rata-rata tertimbang bagian-bagiannya.",
        "geometric": "Nilai total adalah rata-rata geometris: bagian yang rendah menurunkan "
        "keseluruhan.",
        "harmonic": "Nilai total adalah rata-rata harmonik: bagian yang rendah sangat menurunkan "
        "keseluruhan.",
        "minimum": "Nilai total adalah bagian yang terendah.",
        "power": "Nilai total adalah rata-rata pangkat bagian-bagiannya.",
        "owa": "Dalam nilai total, bagian dihitung menurut peringkatnya.",
        "mpi": "Bagian yang tidak merata menurunkan nilai total.",
        "mpi_plus": "Bagian yang tidak merata menaikkan nilai total.",
    }
    grades = "Kategori: {items}."
    grade = "{label} mulai {lower}"
    grade_above = "{label} di atas {lower}"
    lowest = "{label} di bawahnya"
    lowest_above = "{label} sampai dengan batas itu"
    source = "Sumber: {source}."
    rights = (
        "Saudara dapat melihat data dan poin Saudara sendiri, meminta perbaikan data yang salah, dan "
        "mengajukan keberatan atas hasilnya."
    )


class Stakeholders(letters.Stakeholders):
    alone = "Hanya ada satu pemangku kepentingan, sehingga tidak ada perbedaan pendapat."
    consensus = "Kesepakatan {n} pemangku kepentingan {percent} ({word})."
    unnamed = "pemangku kepentingan nomor {number}"
    furthest = (
        "Yang paling jauh dari kelompok adalah {who}: {distance} bobot perlu bergeser, dan {dissent} "
        "perbedaan pendapat berasal dari sana."
    )
    verdicts = {
        "very_low": "Kesepakatan belum tercapai: satu susunan bobot akan menutupi perbedaan pendapat. Bicarakan "
        "dahulu, atau tunjukkan hasil menurut bobot masing-masing.",
        "low": "Kesepakatan belum tercapai: satu susunan bobot akan menutupi perbedaan pendapat. Bicarakan "
        "dahulu, atau tunjukkan hasil menurut bobot masing-masing.",
        "moderate": "Kesepakatan itu sedang: sebutkan di samping bobot bahwa pendapatnya berbeda.",
        "high": "Kesepakatan itu cukup untuk memakai satu susunan bobot.",
        "very_high": "Kesepakatan itu cukup untuk memakai satu susunan bobot.",
    }
    agreements = {
        "very_low": "sangat rendah",
        "low": "rendah",
        "moderate": "sedang",
        "high": "tinggi",
        "very_high": "sangat tinggi",
    }


class Effects(letters.Effects):
    outcome = "hasilnya"
    interval = " (selang {level}: {lower} sampai {upper})"
    below = "di bawah {p}"
    p_value = (
        "Nilai p {p}: seberapa sering angka akan berbeda sedikitnya sejauh ini sekiranya tidak ada "
        "perbedaan. Nilai p bukan peluang bahwa perbedaan itu terjadi karena kebetulan."
    )
    gain = (
        "Kelompok ini mencapai {group} dari yang masih dapat dipelajari; rata-rata capaian "
        "perseorangan {mean}{interval}."
    )
    gain_classes = (
        "Menurut penggolongan yang dipakai, {low} orang meningkat sedikit, {medium} sedang, dan {high} "
        "banyak."
    )
    gain_limits = (
        "Angka ini tidak dapat menunjukkan bahwa pelatihan penyebabnya: tidak ada pembanding tanpa "
        "pelatihan, dan ujian kedua saja sudah menaikkan nilai."
    )
    did = (
        "Dibandingkan dengan yang lain, {outcome} berubah {value} di tempat tindakan itu "
        "diterapkan{interval}."
    )
    did_shown = "Selangnya tidak mencapai nol: datanya menunjukkan pengaruh."
    did_open = (
        "Selangnya mencapai nol: datanya tidak membuktikan pengaruh sebesar ini, tetapi juga tidak "
        "menyingkirkannya."
    )
    did_limits = (
        "Angka ini adalah pengaruh tindakan itu hanya jika tanpa tindakan itu kedua kelompok akan "
        "berubah sama, dan hal itu tidak dapat ditunjukkan oleh angka mana pun di sini; dasarnya "
        "{clusters} klaster, {treated} di antaranya dengan tindakan itu."
    )
    change_shown = "Selangnya tidak mencapai nol: datanya menunjukkan perubahan."
    change_open = (
        "Selangnya mencapai nol: datanya tidak membuktikan perubahan sebesar ini, tetapi juga tidak "
        "menyingkirkannya."
    )
    paired = (
        "Dari pengukuran pertama ke pengukuran kedua, rata-rata {n} pegawai berubah dari {before} menjadi "
        "{after}, yaitu {value}{interval}; {improved} di antaranya meningkat."
    )
    paired_limits = (
        "Angka ini tidak dapat menunjukkan penyebab perubahan itu: tidak ada pembanding tanpa tindakan "
        "itu, dan pegawai yang dipilih karena nilainya rendah akan naik kembali dengan sendirinya."
    )
    groups_shown = "Selangnya tidak mencapai nol: datanya menunjukkan perbedaan."
    groups_open = (
        "Selangnya mencapai nol: datanya tidak membuktikan perbedaan sebesar ini, tetapi juga tidak "
        "menyingkirkannya."
    )
    two_groups = (
        "Rata-rata kelompok pertama ({n_first} orang) adalah {first}, rata-rata kelompok kedua "
        "({n_second} orang) {second}: selisihnya {value}{interval}."
    )
    two_groups_limits = (
        "Angka ini tidak dapat menunjukkan mengapa kedua kelompok berbeda: kecuali pembagiannya diundi, "
        "keduanya mungkin sudah berbeda sebelumnya."
    )
    event = (
        "Dibandingkan dengan yang lain dan dengan periode sebelum mulai, {outcome} di tempat tindakan itu "
        "diterapkan berubah: {items}."
    )
    event_none = "Tidak ada periode sejak mulai yang dapat dibandingkan."
    event_start = "{value} pada periode mulai{interval}"
    event_after = Plural("{value} pada {n} periode sesudahnya{interval}")
    event_more = Plural("periode lainnya: {n}")
    staggered = (
        "Dibandingkan dengan {control}, {outcome} sejak mulai berubah rata-rata {value} pada semua unit "
        "yang telah mulai{interval}."
    )
    controls = {
        "never": "unit yang tidak pernah mulai",
        "not_yet": "unit yang belum mulai",
    }
    staggered_limits = (
        "Angka ini adalah pengaruh tindakan itu hanya jika tanpa tindakan itu semua unit akan berubah "
        "sama, dan hal itu tidak dapat ditunjukkan oleh angka mana pun di sini; dasarnya {units} unit "
        "dalam {clusters} klaster."
    )
    staggered_none = (
        "Pengaruhnya tidak dapat ditentukan: terlalu sedikit unit yang dapat dibandingkan."
    )
    pretrend_apart = (
        "Sebelum mulai, kedua kelompok sudah bergerak saling menjauh (nilai p {p}), sehingga perubahan itu "
        "tidak dapat dikaitkan dengan tindakan tersebut."
    )
    pretrend_none = (
        "Sebelum mulai, kedua kelompok tidak tampak bergerak saling menjauh (nilai p {p}); hal itu belum "
        "membuktikan bahwa keduanya bergerak sama."
    )
    pretrend_unknown = (
        "Periode sebelum mulai terlalu sedikit untuk melihat apakah kedua kelompok bergerak sama."
    )
    times = (
        "{group}separuh layanan selesai dalam {median}{nine}, dan {within} dalam waktu yang dijanjikan, "
        "{target}{interval}."
    )
    times_nine = ", sembilan dari sepuluh dalam {p90}"
    times_unknown = "{group}terlalu sedikit layanan yang diamati cukup lama."
    all_cases = "Semua layanan: "
    times_more = "Kelompok lainnya: {n}."
    times_limits = (
        "Angka ini tidak dapat menunjukkan mengapa layanan berlangsung lama, atau apakah satu kelompok "
        "menangani layanan yang lebih sulit; layanan yang belum selesai dihitung dengan waktunya "
        "sejauh ini."
    )


class LettersId(letters.Letters):
    """Semuanya."""

    move = MoveLetter()
    stay = StayLetter()
    recognition = RecognitionLetter()
    box = BoxLetter()
    new_card = NewCardLetter()
    card = CardPage()
    stakeholders = Stakeholders()
    effects = Effects()
