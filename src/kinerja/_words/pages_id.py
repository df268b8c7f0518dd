"""What stands on the pages of a report, in Indonesian."""

from __future__ import annotations

from .grammar import Plural
from .pages import Pages, Readings


class ReadingsId(Readings):
    """Laporan utuh untuk pimpinan, kepala unit, pegawai, dan analis."""

    titles = {
        "leader": "Setahun dalam satu halaman",
        "head": "Laporan unit: {whose}",
        "employee": "Hasil Saudara: {whose}",
        "analyst": "Semua hasil",
    }
    leader = "Ringkasan"
    summary = "Ringkasan"
    people = "Kinerja pegawai"
    people_table = "Pegawai unit"
    means_table = "Rata-rata poin per indikator"
    citizens = "Kepuasan masyarakat"
    citizens_by_unit = "Kepuasan masyarakat per unit"
    items_table = "Rata-rata per unsur, 1 sampai 4"
    posts = "Kebutuhan dan ketersediaan pegawai"
    moves = "Mutasi yang diusulkan"
    moves_text = (
        "Rencana ini mengusulkan mutasi berikut. Usulan ini bukan keputusan; setiap pegawai menerima "
        "surat yang memuat alasannya."
    )
    development = "Pelatihan yang diusulkan"
    transfer = "Mutasi yang diusulkan"
    stays = "Rencana mutasi dan Saudara"
    boxes = "Matriks talenta: tindak lanjut"
    own = "Nilai Saudara"
    raters = "Penilai"
    scored = Plural("Sebanyak {n} pegawai dinilai dengan rata-rata {mean} dari 100 poin.")
    unit_scored = Plural(
        "Sebanyak {n} pegawai unit ini dinilai dengan rata-rata {mean} poin; rata-rata semua pegawai {whole}."
    )
    no_totals = Plural(
        "Tidak satu pun dari {n} pegawai memiliki nilai total karena data yang diperlukan tidak "
        "tersedia."
    )
    by_grade = "Menurut kategori: {counts}."
    by_grade_some = (
        "Menurut kategori: {counts}; kategori dengan kurang dari {least} pegawai, dan kategori lain "
        "yang membukanya, tidak ditampilkan."
    )
    units = "Rata-rata tertinggi pada {best} ({high}) dan terendah pada {worst} ({low})."
    weakest = "Poin paling banyak hilang pada {indicator}: rata-rata {points} dari 100 dengan bobot {weight}."
    gaps = "Sebanyak {share} data tidak tersedia; cakupan menunjukkan bagian setiap nilai yang datanya tersedia."
    card = (
        "Dinilai dengan kartu skor “{name}”, versi {version}, {n} indikator (sidik jari "
        "{fingerprint}…): poin setiap indikator menurut skalanya, digabung menurut bobot."
    )
    index = (
        "Indeks kepuasan {people} adalah {index} dari 100 (selang {level} {low} sampai {high}): mutu "
        "{grade}."
    )
    index_alone = "Indeks kepuasan {people} adalah {index} dari 100: mutu {grade}."
    hidden = (
        "Indeks kepuasan unit ini tidak ditampilkan karena respondennya kurang dari {least} orang, "
        "atau karena jumlah keseluruhan akan membuka jawaban beberapa orang saja."
    )
    hidden_units = (
        "Unit dengan responden kurang dari {least} orang tidak ditampilkan, demikian pula unit yang "
        "dapat diketahui dari jumlah keseluruhan: {units}."
    )
    no_index = "Indeks kepuasan tidak dapat dihitung karena jawaban terlalu sedikit."
    index_units = (
        "Masyarakat paling kurang puas terhadap {worst} ({low}, mutu {low_grade}) dan paling puas "
        "terhadap {best} ({high}, mutu {high_grade})."
    )
    item = "Unsur dengan nilai terendah adalah {item}: {mean} pada skala 1 sampai 4."
    skm_method = (
        "Rata-rata semua unsur dengan bobot yang sama, dikalikan 25 ({regulation}); selangnya selang "
        "sampel."
    )
    need = (
        "Beban kerja membutuhkan {need} pegawai dan tersedia {staff}: kelebihan {surplus} pada "
        "sebagian jabatan, kekurangan {shortage} pada jabatan lain."
    )
    need_alone = "Beban kerja membutuhkan {need} pegawai dan tersedia {staff}."
    need_over = "Beban kerja membutuhkan {need} pegawai dan tersedia {staff}: kelebihan {surplus}."
    need_under = (
        "Beban kerja membutuhkan {need} pegawai dan tersedia {staff}: kekurangan {shortage}."
    )
    unfillable = (
        "Kekurangan {short} ({jobs}) tidak dapat dipenuhi melalui mutasi, tetapi melalui pengadaan "
        "pegawai."
    )
    unfillable_alone = (
        "Kekurangan {short} tidak dapat dipenuhi melalui mutasi, tetapi melalui pengadaan pegawai."
    )
    need_method = (
        "Kebutuhan: volume kerja dikalikan waktu penyelesaian, dibagi waktu kerja efektif seorang "
        "pegawai. Kelebihan dan kekurangan dihitung per jabatan."
    )
    plan = Plural(
        "Sebanyak {n} mutasi akan menurunkan kekurangan dari {before} menjadi {after} pegawai{proven}."
    )
    proven = "; menurut aturannya tidak ada rencana yang lebih baik"
    plan_method = (
        "Program linear bilangan bulat: lebih dahulu kekurangan, kemudian biaya, menurut aturan; "
        "rencana memuat batas yang membuktikannya."
    )
    courses = Plural(
        "Sebanyak {n} keikutsertaan pelatihan akan menutup {closed} dari {total} tingkat kesenjangan "
        "kompetensi."
    )
    courses_method = (
        "Program linear bilangan bulat atas pelatihan, kursi, jam, dan anggaran: tingkat yang tertutup "
        "paling banyak dengan biaya paling kecil."
    )
    unit_mean = "unit"
    whole_mean = "semua"
    item_head = "unsur"
    staff_head = "tersedia"
    need_head = "kebutuhan"
    surplus_head = "kelebihan"
    shortage_head = "kekurangan"
    person_head = "id"
    move_head = "mutasi"
    comes = "masuk"
    goes = "keluar"
    from_job_head = "jabatan asal"
    to_job_head = "jabatan tujuan"
    definition = "Definisi: sidik jari {fingerprint}…."
    options = "Pilihan: {options}."
    missing = "Data yang tidak tersedia: {missing}."
    left_out = "Tidak dihitung: {what}."
    made = "Dibuat dengan kinerja {version}."
    index_title = "Laporan"
    listed = Plural("{n} halaman.")
    back = "Setiap halaman memuat hasil satu penerima; sampaikan hanya kepada yang bersangkutan."


class PagesId(Pages):
    """Kata-kata di sekitar bagian sebuah halaman."""

    contents = "Daftar isi"
    skip = "Langsung ke isi"
    method = "Cara menghitung"
    tables = "Tabel: {caption}"
    scroll = "{caption} (dapat digeser ke samping)"
    figure = "Gambar {number}"
    picture = "Gambar tanpa keterangan"
    made = "Dibuat dengan kinerja {version}."
    empty = "Tidak ada yang dapat ditampilkan."
    no_rows = "Tidak ada baris."
    rows = Plural("{n} baris")
    fact = "besaran"
    figure_of_it = "nilai"
    readings = ReadingsId()
