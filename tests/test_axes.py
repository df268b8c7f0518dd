"""axes: which rows a field stands on is what its type says, never what its length happens to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.results import (
    Axis,
    BoolVector,
    FloatCube,
    FloatMatrix,
    FloatVector,
    LabelVector,
    Result,
    Unit,
)

NAN = float("nan")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part(Result):
    """One row of a tuple."""

    name: str
    size: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pay(Result):
    """People, components and months; two of each, so that lengths tell nothing."""

    _keys: ClassVar = {"person": "ids", "component": "component", "month": "month"}

    ids: Annotated[LabelVector | None, Axis("person")]
    percent: Annotated[FloatVector, Axis("person"), Unit("share")]
    parts: Annotated[FloatMatrix, Axis("person", "component")]
    """(n, c) what each component gave."""
    component: Annotated[LabelVector, Axis("component")]
    weight: Annotated[FloatVector, Axis("component")]
    month: Annotated[LabelVector, Axis("month")]
    paid: Annotated[FloatCube, Axis("person", "component", "month")]
    groups: Annotated[Mapping[str, FloatVector], Axis("person")]
    spread: Annotated[FloatMatrix, Axis("component", "component")]
    rows: Annotated[tuple[Part, ...], Axis("row")]
    rule: str = "r"
    kept: Annotated[BoolVector | None, Axis("person")] = None

    @property
    def double(self) -> Annotated[FloatVector, Axis("person")]:
        """(n,) computed on access."""
        return 2 * self.percent


def text(*items):
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def pay(**changes):
    values = {
        "ids": text("P1", "P2"),
        "percent": np.array([0.5, NAN]),
        "parts": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "component": text("discipline", "output"),
        "weight": np.array([40.0, 60.0]),
        "month": text("Jan", "Feb"),
        "paid": np.arange(8.0).reshape(2, 2, 2),
        "groups": {"g": np.array([7.0, 8.0])},
        "spread": np.eye(2),
        "rows": (Part("a", 1.0), Part("b", 2.0)),
    }
    return Pay(**(values | changes))


def columns(frame):
    return {name: frame[name].tolist() for name in frame.columns}


def test_each_axis_has_its_own_fields_although_all_are_two_long():
    r = pay()
    assert list(r.axes) == ["person", "component", "month", "row"]
    assert r.axes["person"] == "ids"
    assert r.axes["row"] is None
    people = columns(r.to_frame(backend="pandas"))
    assert list(people) == [
        "id",
        "percent",
        "parts_discipline",
        "parts_output",
        "paid_discipline_Jan",
        "paid_discipline_Feb",
        "paid_output_Jan",
        "paid_output_Feb",
        "groups_g",
        "double",
    ]
    assert people["parts_output"] == [2, 4]
    assert people["paid_output_Jan"] == [2, 6]
    assert columns(r.to_frame("component", "pandas"))["parts_P2"] == [3, 4]
    assert columns(r.to_frame("row", "pandas")) == {
        "name": ["a", "b"],
        "size": [1, 2],
    }


def test_the_long_form_has_a_row_for_each_pair():
    long = columns(pay().to_frame("person", "pandas", long=True))
    assert list(long) == ["id", "component", "percent", "parts", "weight", "double"]
    assert long["id"] == ["P1", "P1", "P2", "P2"]
    assert long["component"] == ["discipline", "output"] * 2
    assert long["parts"] == [1, 2, 3, 4]
    other = columns(pay().to_frame(("component", "person"), "pandas"))
    assert other["parts"] == [1, 3, 2, 4]
    square = columns(pay().to_frame(("component", "component"), "pandas"))
    assert square["spread"] == [1, 0, 0, 1]
    assert square["component_2"] == ["discipline", "output"] * 2
    with pytest.raises(InputError, match="two axes that a field of the result has"):
        pay().to_frame("month", long=True)


def test_records_are_plain_and_what_is_missing_is_none():
    rows = pay().to_records()
    assert rows[1]["percent"] is None
    assert rows[0]["id"] == "P1"
    assert type(rows[0]["percent"]) is float
    assert pay().to_records("component")[0]["weight"] == 40


def test_without_labels_a_row_is_known_by_its_position():
    assert columns(pay(ids=None).to_frame("person", "pandas"))["id"] == [0, 1]


def test_an_unknown_axis_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="'person', 'component', 'month', 'row'"):
        pay().to_frame("unit")


def test_a_field_of_another_length_than_its_axis_cannot_be_read_back():
    data = pay().to_dict()
    assert Pay.from_dict(data) == pay()
    with pytest.raises(InputError, match="one length along the axis 'person'"):
        Pay.from_dict(data | {"percent": [0.5]})


def test_a_label_that_meets_a_field_takes_no_column_away():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Clash(Result):
        _keys: ClassVar = {"domain": ("domain",)}

        domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
        n: Annotated[FloatVector, Axis("domain")]

    r = Clash({"n": text("a", "b"), "by_n": text("c", "d")}, np.array([1.0, 2.0]))
    assert columns(r.to_frame(backend="pandas")) == {
        "by_by_n": ["a", "b"],
        "by_n": ["c", "d"],
        "n": [1, 2],
    }


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agreement(Result):
    """A kappa and its categories."""

    _single: ClassVar = True
    _keys: ClassVar = {"category": "category"}

    value: float
    p_value: float
    category: Annotated[LabelVector, Axis("category")] = field(
        default_factory=lambda: text("x", "y")
    )


def test_single_values_are_one_row_and_vectors_an_axis_of_their_own():
    r = Agreement(0.61234, 0.0000012)
    assert columns(r.to_frame(backend="pandas")) == {"value": [0.61234], "p_value": [0.0000012]}
    assert columns(r.to_frame("category", "pandas")) == {"category": ["x", "y"]}
    shown = repr(r)
    assert shown.splitlines()[0] == "Agreement"
    assert "< .001" in shown


def test_what_is_shown_says_no_more_than_it_knows():
    shown = repr(pay())
    assert "50%" in shown
    assert "–" in shown
    assert "nan" not in shown
    assert "to_frame('component')" in shown
    page = pay(ids=text("<b>", "P2"))._repr_html_()
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert 'scope="col"' in page
    assert 'scope="row"' in page


def test_pydantic_takes_and_gives_results():
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(Pay)
    again = adapter.validate_json(adapter.dump_json(pay()))
    assert again == pay()
    schema = adapter.json_schema()
    assert "what each component gave" in str(schema)
    with pytest.raises(ValidationError):
        adapter.validate_python(3)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Twice(Result):
    """Two results that stand on axes: one of single values, one with rows."""

    _keys: ClassVar = {"reading": "reading"}

    before: Annotated[Part, Axis("reading")]
    after: Annotated[Part, Axis("reading")]
    people: Annotated[Pay | None, Axis("payee")]

    @property
    def reading(self) -> Annotated[LabelVector, Axis("reading")]:
        """Names of the single values."""
        return text("name", "size")


def test_a_result_inside_stands_on_the_axis_that_its_field_names():
    r = Twice(Part("a", 1.0), Part("b", 2.0), pay())
    assert list(r.axes) == ["reading", "payee"]
    assert columns(r.to_frame(backend="pandas")) == {
        "reading": ["name", "size"],
        "before": ["a", "1.0"],  # one kind of cell a column: text and number become text
        "after": ["b", "2.0"],
    }
    inner = columns(r.to_frame("payee", "pandas"))
    assert inner["id"] == ["P1", "P2"]
    assert inner["parts_output"] == [2, 4]
    assert Twice.from_dict(r.to_dict()) == r
    assert Twice(Part("a", 1.0), Part("b", 2.0), None).to_records("payee") == []


def test_a_title_of_its_own_hides_no_single_value():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Titled(Result):
        _aside: ClassVar = ("level",)

        value: float
        level: float

        def _headline(self, language="en"):
            return f"At {self.level:g}"

    assert repr(Titled(2.5, 0.9)) == "At 0.9\n  value  2.5"


def test_heads_are_words_and_columns_keep_the_names_of_fields():
    r = pay(groups={"a_b": np.array([7.0, 8.0])})
    assert "groups_a_b" in r.to_frame(backend="pandas").columns
    assert "groups a_b" in repr(r)
    shown = r.to_text(language="id")
    assert shown.splitlines()[0] == "Pay"  # no title in Indonesian: the class is not the library's
    assert "aturan" in shown
    assert "persen" in shown
    assert "Tabel lain: to_frame('component')" in shown
    assert "<th" in r.show(language="id")._repr_html_()
    assert repr(r.show(language="id")) == shown
    assert 'lang="id"' in r.to_html(language="id")
    with pytest.raises(InputError, match="'en', 'id'"):
        r.to_text(language="fr")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("percent", ["0.5", 1], "'0.5'"),
        ("percent", [True, 1], "True"),
        ("percent", 0.5, "in a list for 'percent'; found 0.5"),
        ("percent", [[0.5], [1]], "a list"),
        ("percent", [10**400, 1], "that a float64 holds"),
        ("parts", [[1, 2], [3]], "one length for 'parts'"),
        ("parts", [1, 2], "lists 2 deep"),
        ("paid", [[[1, 2], [3, 4]], [[5, 6], 7]], "lists 3 deep"),
        ("ids", ["P1", {"x": 1}], "JSON object"),
        ("ids", "P1", "in a list for 'ids'"),
        ("kept", [1, 0], "true or false"),
        ("rule", 3, "a text for 'rule'; found 3"),
        ("groups", {"g": [1, "x"]}, r"groups\['g'\]"),
        ("groups", 4, "a JSON object, or a list of pairs for 'groups'"),
        ("rows", [{"name": "a", "size": 1}, {"name": "b"}], r"'rows\[1\].size' missing"),
        ("rows", [{"name": "a", "size": 1}, {"name": 2, "size": 1}], r"'rows\[1\].name'"),
        ("rows", {"name": "a"}, "a list for 'rows'"),
    ],
)
def test_json_of_another_kind_is_refused_by_the_name_of_the_field(field, value, said):
    with pytest.raises(InputError, match=said) as caught:
        Pay.from_dict(pay().to_dict() | {field: value})
    assert field in str(caught.value)


def test_only_an_object_is_read_back():
    for wrong in (None, [], "text", 3):
        with pytest.raises(InputError, match="the fields of Pay by name"):
            Pay.from_dict(wrong)
