# ruff: noqa: E501 - XML on one line
"""Workbooks as other programs write them, part by part: shared and rich texts, prefixes, dates."""

import zipfile

import numpy as np
import pytest

from kinerja import sheets

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="{kind}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    '<Relationship Id="rId3" Type="{kind}/styles" Target="styles.xml"/></Relationships>'
)
KINDS = {
    "transitional": (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    "strict": (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
}
STRINGS = (
    "<{p}si><{p}t>Nama</{p}t></{p}si>"
    "<{p}si><{p}r><{p}t>Ni</{p}t></{p}r><{p}r><{p}t>lai</{p}t></{p}r></{p}si>"
    "<{p}si><{p}t>A_x000D_B</{p}t><{p}rPh><{p}t>unread</{p}t></{p}rPh></{p}si>"
    "<{p}si><{p}t>Tanggal</{p}t></{p}si><{p}si><{p}t>Rasio</{p}t></{p}si>"
)
CELLS = (
    '<{p}row r="2"><{p}c r="B2" t="s"><{p}v>0</{p}v></{p}c><{p}c r="C2" t="s"><{p}v>1</{p}v></{p}c>'
    '<{p}c r="D2" t="s"><{p}v>3</{p}v></{p}c><{p}c r="E2" t="s"><{p}v>4</{p}v></{p}c></{p}row>'
    '<{p}row r="3"><{p}c r="B3" t="s"><{p}v>2</{p}v></{p}c><{p}c r="C3"><{p}f>1+1</{p}f><{p}v>2</{p}v></{p}c>'
    '<{p}c r="D3" s="1"><{p}v>45658</{p}v></{p}c><{p}c r="E3" s="2"><{p}v>0.285</{p}v></{p}c></{p}row>'
    '<{p}row r="4"><{p}c r="B4" t="str"><{p}f>x</{p}f><{p}v>y</{p}v></{p}c><{p}c r="C4" t="e"><{p}v>#N/A</{p}v></{p}c>'
    '<{p}c r="D4" s="1"><{p}v>45659</{p}v></{p}c><{p}c r="E4" s="3"><{p}v>98</{p}v></{p}c></{p}row>'
)
STYLES = (
    '<{p}numFmts><{p}numFmt numFmtId="170" formatCode="0&quot;%&quot;"/></{p}numFmts>'
    '<{p}cellStyleXfs><{p}xf numFmtId="9"/></{p}cellStyleXfs>'
    '<{p}cellXfs><{p}xf numFmtId="0"/><{p}xf numFmtId="14"/><{p}xf numFmtId="10"/><{p}xf numFmtId="170"/></{p}cellXfs>'
)


def write(path, *, kind="transitional", prefix="", rest="", cells=CELLS, date1904=""):
    main, relations = KINDS[kind]
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{relations}"'

    def part(name, inside):
        return f'<?xml version="1.0"?><{p}{name} {space}>{inside.replace("{p}", p)}</{p}{name}>'

    sheet = f"<{p}sheetData>{cells.replace('{p}', p)}</{p}sheetData>{rest.replace('{p}', p)}"
    book = f'{date1904}<{{p}}sheets><{{p}}sheet name="Data" sheetId="1" r:id="rId1"/></{{p}}sheets>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT.format(kind=relations))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(kind=relations))
        archive.writestr("xl/workbook.xml", part("workbook", book))
        archive.writestr("xl/sharedStrings.xml", part("sst", STRINGS))
        archive.writestr("xl/styles.xml", part("styleSheet", STYLES))
        archive.writestr("xl/worksheets/sheet1.xml", part("worksheet", sheet))
    return path


POINTS = CELLS.replace('s="3"><{p}v>98<', 's="2"><{p}v>0.98<')


@pytest.mark.parametrize("kind", ["transitional", "strict"])
@pytest.mark.parametrize("prefix", ["", "x"])
def test_however_a_program_writes_its_parts(tmp_path, kind, prefix):
    path = write(tmp_path / "a.xlsx", kind=kind, prefix=prefix, cells=POINTS)
    sheet = sheets.read(path)
    assert sheet.names == ("Nama", "Nilai", "Tanggal", "Rasio")
    assert sheet["Nama"].tolist() == ["A\rB", "y"]
    assert sheet["Nilai"][0] == 2
    assert np.isnan(sheet["Nilai"][1])
    assert [day.isoformat() for day in sheet["Tanggal"].tolist()] == ["2025-01-01", "2025-01-02"]
    assert sheet["Rasio"].tolist() == [28.5, 98]


def test_days_counted_from_1904(tmp_path):
    # Serial day 45658 is the first of January 2025 from 1900, and 1462 days later from 1904.
    path = write(tmp_path / "a.xlsx", cells=POINTS, date1904='<{p}workbookPr date1904="1"/>')
    expected = np.datetime64("2025-01-01") + np.timedelta64(1462, "D")
    assert sheets.read(path)["Tanggal"].tolist()[0] == expected.item()


def test_a_percent_sign_in_quotes_is_a_word(tmp_path):
    # E3 is 0.285 shown as 28.5 %; E4 is 98 with a percent sign written behind it: points of 100.
    with pytest.raises(ValueError, match=r"28\.5% in E3 and 98 in E4"):
        sheets.read(write(tmp_path / "a.xlsx"))


def odd(at, cell):
    """The cells with one of them in another form."""
    begin = CELLS.index(f'<{{p}}c r="{at}"')
    end = CELLS.index("</{p}c>", begin) + len("</{p}c>")
    return POINTS[:begin] + cell + POINTS[end:]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<{p}c r="B3" s="1"/>', None),  # a cell with a look and nothing in it
        ('<{p}c r="B3" t="inlineStr"><{p}is><{p}t> </{p}t></{p}is></{p}c>', None),
        ('<{p}c r="B3" t="inlineStr"><{p}is><{p}r><{p}t>A</{p}t></{p}r><{p}rPh><{p}t>unread</{p}t></{p}rPh><{p}r><{p}t>ni</{p}t></{p}r></{p}is></{p}c>', "Ani"),
        ('<{p}c r="B3" t="str"><{p}f>""</{p}f><{p}v></{p}v></{p}c>', None),  # a formula that gives ""
        ('<{p}c r="B3" t="b"><{p}v>1</{p}v></{p}c>', "TRUE"),
    ],
)  # fmt: skip
def test_cells_of_other_forms(tmp_path, cell, expected):
    assert sheets.read(write(tmp_path / "a.xlsx", cells=odd("B3", cell)))["Nama"][0] == expected


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<{p}c r="B3" t="str"><{p}f>x</{p}f></{p}c>', "a formula without a stored value in B3"),
        ('<{p}c r="B3"><{p}f>x</{p}f></{p}c>', "a formula without a stored value in B3"),
        ('<{p}c r="B3" t="money"><{p}v>5</{p}v></{p}c>', "row 3: a cell of type 'money'"),
        ('<{p}c r="B3" t="s"><{p}v>99</{p}v></{p}c>', "sheet 'Data', row 3"),
        ('<{p}c r="B3" s="99"><{p}v>1</{p}v></{p}c>', "sheet 'Data', row 3"),
        ('<{p}c r="B3"><{p}v>1,5</{p}v></{p}c>', "sheet 'Data', row 3: could not convert"),
    ],
)
def test_cells_that_no_workbook_has(tmp_path, cell, message):
    with pytest.raises(ValueError, match=message) as caught:
        sheets.read(write(tmp_path / "a.xlsx", cells=odd("B3", cell)))
    assert caught.value.argument == "path"


def test_more_texts_than_cells_allowed(tmp_path):
    # Five shared texts, twelve cells in three rows.
    path = write(tmp_path / "a.xlsx", cells=POINTS)
    assert sheets.read(path, max_cells=15).n_rows == 2
    for most in (14, 4):
        with pytest.raises(ValueError, match=f"at most {most} cells"):
            sheets.read(path, max_cells=most)


def again(path, change, name):
    """The same archive with one part changed."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    change(parts)
    with zipfile.ZipFile(path.with_name(name), "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path.with_name(name)


def test_a_binary_workbook_and_a_part_behind_a_password_are_named(tmp_path):
    path = write(tmp_path / "a.xlsx", cells=POINTS)

    def binary(parts):
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")

    with pytest.raises(ValueError, match=r"a binary workbook \(\.xlsb\)"):
        sheets.read(again(path, binary, "b.xlsx"))
    # The first bit of the flags of an entry: its content is encrypted (APPNOTE 4.4.4). It stands
    # 6 bytes behind the mark of the entry, and 8 behind that of its line in the directory.
    content = bytearray(path.read_bytes())
    for mark, behind in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + behind] |= 1
            at = content.find(mark, at + 4)
    (tmp_path / "c.xlsx").write_bytes(content)
    with pytest.raises(ValueError, match="protected by a password"):
        sheets.read(tmp_path / "c.xlsx")


def test_a_workbook_without_styles_and_shared_texts(tmp_path):
    def bare(parts):
        del parts["xl/styles.xml"], parts["xl/sharedStrings.xml"]

    cells = (
        '<{p}row r="1"><{p}c t="inlineStr"><{p}is><{p}t>Nama</{p}t></{p}is></{p}c>'
        '<{p}c t="inlineStr"><{p}is><{p}t>Nilai</{p}t></{p}is></{p}c></{p}row>'
        '<{p}row><{p}c t="inlineStr"><{p}is><{p}t>Ani</{p}t></{p}is></{p}c><{p}c><{p}v>7</{p}v></{p}c></{p}row>'
    )
    path = again(write(tmp_path / "a.xlsx", cells=cells), bare, "b.xlsx")
    assert sheets.read(path)["Nilai"].tolist() == [7]
    assert sheets.read(path).cell("Nilai", 0) == "B2"  # cells without a place follow each other
