"""Nodes and stages as SQL, in the words of each database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._checks import choice
from ..errors import InputError, shown
from .expressions import BLANKS, LARGEST, Node
from .programs import Stage

_OTHER_NAMES = {
    "postgresql": "postgres",
    "databricks": "spark",
    "pyspark": "spark",
    "mariadb": "mysql",
    "sqlserver": "mssql",
    "tsql": "mssql",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs from one database to the next."""

    name: str
    float_type: str
    number: str = "{}"
    """How a float is written, so that it is not read as a decimal."""
    plain_numbers: bool = False
    """Whether a number with a point is a float without further ado."""
    quote: tuple[str, str] = ('"', '"')
    ln: str = "LN"
    has_nan: bool = True
    nan: str = "({0} = CAST('NaN' AS DOUBLE PRECISION))"
    finite: str = f"(ABS({{0}}) <= {LARGEST!r})"
    infinite: str = "(ABS({0}) = CAST('Infinity' AS DOUBLE PRECISION))"
    as_float: str = "CAST({0} AS {1})"
    text: str = "{}"
    text_type: str = "VARCHAR"
    truth_type: str = "BOOLEAN"
    least: str = "LEAST"
    greatest: str = "GREATEST"
    longest_name: int = 255
    materialized: str = ""
    """Words between AS and a stage, so that its columns are not written out again."""
    select: str = "SELECT"
    fence: str = ""
    """What ends a stage, to the same end."""
    trimmed: str = "TRIM(BOTH {1} FROM {0})"
    no_text: str = "CAST(NULL AS {})"
    escape: bool = False
    """Whether a backslash in a text escapes what follows."""


DIALECTS = {
    "duckdb": Dialect(
        "duckdb",
        "DOUBLE",
        nan="isnan({0})",
        finite="isfinite({0})",
        infinite="isinf({0})",
        trimmed="TRIM(CAST({0} AS VARCHAR), {1})",
        materialized="NOT MATERIALIZED ",
    ),
    "postgres": Dialect(
        "postgres",
        "DOUBLE PRECISION",
        number="'{}'::float8",
        plain_numbers=True,
        finite=f"(ABS({{0}}) <= '{LARGEST!r}'::float8)",
        text_type="TEXT",
        longest_name=63,
        fence="OFFSET 0",
    ),
    "spark": Dialect(
        "spark",
        "DOUBLE",
        number="{}D",
        plain_numbers=True,
        quote=("`", "`"),
        nan="isnan({0})",
        finite=f"(ABS({{0}}) <= {LARGEST!r}D)",
        infinite="(ABS({0}) = DOUBLE('Infinity'))",
        text_type="STRING",
        escape=True,
    ),
    "sqlite": Dialect(
        "sqlite",
        "REAL",
        plain_numbers=True,
        has_nan=False,
        infinite=f"(ABS({{0}}) > {LARGEST!r})",
        # A cell may hold a text in a column of numbers, and a cast would make it 0.
        as_float="CASE WHEN typeof({0}) IN ('integer', 'real') THEN CAST({0} AS {1}) END",
        text_type="TEXT",
        truth_type="INTEGER",
        least="MIN",
        greatest="MAX",
        materialized="MATERIALIZED ",
    ),
    "mysql": Dialect(
        "mysql",
        "DOUBLE",
        quote=("`", "`"),
        has_nan=False,
        infinite="",
        finite="({0} IS NOT NULL)",
        text_type="CHAR",
        truth_type="SIGNED",
        longest_name=64,
        fence="LIMIT 9223372036854775807",
        escape=True,
    ),
    "mssql": Dialect(
        "mssql",
        "FLOAT(53)",
        quote=("[", "]"),
        ln="LOG",
        has_nan=False,
        infinite="",
        finite="({0} IS NOT NULL)",
        text="N{}",
        text_type="NVARCHAR(400)",
        truth_type="BIT",
        longest_name=128,
        select="SELECT TOP (9223372036854775807)",
    ),
}
"""The dialects that a card can be written in."""


def dialect_of(name: Any) -> Dialect:
    """Return the dialect of that name; a name that people also use will do."""
    key = name.lower() if isinstance(name, str) else ""
    key = _OTHER_NAMES.get(key, key)
    if key not in DIALECTS:
        choice(name, "dialect", tuple(DIALECTS))
    return DIALECTS[key]


def quoted(name: str, dialect: Dialect) -> str:
    """Name of a column or table, whatever it contains."""
    start, end = dialect.quote
    return start + name.replace(end, end + end) + end


def literal(words: str, dialect: Dialect) -> str:
    """A text, whatever it contains."""
    if dialect.escape:
        words = words.replace("\\", "\\\\")
        if dialect.name == "spark":
            return dialect.text.format("'" + words.replace("'", "\\'") + "'")
    return dialect.text.format("'" + words.replace("'", "''") + "'")


def written_number(value: float, dialect: Dialect) -> str:
    """Float with all its digits, in a form that no database reads as a decimal."""
    digits = repr(value)
    if dialect.plain_numbers:
        return _signed(dialect.number.format(digits), value)
    if "e" not in digits:
        digits = digits.removesuffix(".0") + "e0"
    return _signed(dialect.number.format(digits), value)


def _signed(digits: str, value: float) -> str:
    return f"({digits})" if value < 0 else digits


class Writer:
    """Writes nodes; columns may have been given another name on the way."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def write(self, node: Node) -> str:
        """The node as an expression."""
        op, d = node.op, self.dialect
        if op == "column":
            return quoted(node.args[0], d)
        if op == "number":
            return written_number(node.args[0], d)
        if op == "text":
            return literal(node.args[0], d)
        if op == "null":
            return f"CAST(NULL AS {d.float_type})"
        if op == "no_text":
            return d.no_text.format(d.text_type)
        if op == "case":
            return self._case(node.args)
        if op in {"truth", "false", "no_truth"}:
            return self._truth(op, node)
        parts = [self.write(arg) for arg in node.args]
        return self._operation(op, parts)

    def _operation(self, op: str, parts: list[str]) -> str:
        d = self.dialect
        if op in {"+", "-", "*", "/", "<", "<=", ">", ">=", "="}:
            return f"({parts[0]} {op} {parts[1]})"
        if op in {"and", "or"}:
            return "(" + f" {op.upper()} ".join(parts) + ")"
        if op == "least":
            return f"{d.least}({', '.join(parts)})"
        if op == "greatest":
            return f"{d.greatest}({', '.join(parts)})"
        if op == "float":
            return d.as_float.format(parts[0], d.float_type)
        if op == "blank":
            return f"({d.trimmed.format(parts[0], literal(BLANKS, d))} = '')"
        if op == "nan":
            return d.nan.format(parts[0]) if d.has_nan else "(1 = 0)"
        if op == "infinite":
            return d.infinite.format(parts[0]) if d.infinite else "(1 = 0)"
        return {
            "ln": d.ln + "({0})",
            "exp": "EXP({0})",
            "abs": "ABS({0})",
            "sqrt": "SQRT({0})",
            "finite": d.finite,
            "is_null": "({0} IS NULL)",
            "not_null": "({0} IS NOT NULL)",
            "filled": "COALESCE({0}, {1})",
        }[op].format(*parts)

    def _truth(self, op: str, node: Node) -> str:
        """A condition as a value: databases without truth values keep 1 and 0."""
        d = self.dialect
        if op == "no_truth":
            return f"CAST(NULL AS {d.truth_type})"
        if op == "false":
            return f"CAST(0 AS {d.truth_type})"
        condition = self.write(node.args[0])
        if d.truth_type == "BOOLEAN":
            return f"COALESCE({condition}, FALSE)"
        return f"CAST(CASE WHEN {condition} THEN 1 ELSE 0 END AS {d.truth_type})"

    def _case(self, args: Sequence[Node]) -> str:
        words = ["CASE"]
        for condition, value in zip(args[:-1:2], args[1:-1:2], strict=True):
            words.append(f"WHEN {self.write(condition)} THEN {self.write(value)}")
        if args[-1].op not in {"null", "no_text", "no_truth"}:
            words.append(f"ELSE {self.write(args[-1])}")
        return " ".join([*words, "END"])


def check_names(names: Sequence[str], dialect: Dialect) -> None:
    """Refuse names that a database would cut, by name."""
    long = [name for name in names if len(name.encode()) > dialect.longest_name]
    if long:
        raise InputError.about(
            "dialect",
            code="not_in_engine",
            expected=f"column names of at most {dialect.longest_name} bytes ({dialect.name})",
            found=", ".join(shown(name) for name in long[:5]),
            hint="Shorten the code or the prefix: the database would cut the name.",
            positions=tuple(long[:5]),
        )


def query(stages: Sequence[Stage], carried: Sequence[str], table: str, dialect: Dialect) -> str:
    """One SELECT: every stage a common table expression."""
    writer = Writer(dialect)
    source = table
    steps: list[str] = []
    for at, stage in enumerate(stages, start=1):
        last = at == len(stages)
        columns = [quoted(name, dialect) for name in dict.fromkeys([*carried, *stage.keep])]
        columns += [
            f"{writer.write(node)} AS {quoted(name, dialect)}" for name, node in stage.new.items()
        ]
        listed = ",\n  ".join(columns)
        if last:
            head = "WITH " + ",\n".join(steps) + "\n" if steps else ""
            return f"{head}SELECT\n  {listed}\nFROM {source}"
        body = f"{dialect.select}\n  {listed}\nFROM {source}"
        if dialect.fence:
            body += f"\n{dialect.fence}"
        steps.append(f"stage_{at} AS {dialect.materialized}(\n{body}\n)")
        source = f"stage_{at}"
    raise AssertionError  # pragma: no cover - there is always a last stage


def aggregate(kind: str, written: str) -> str:
    """An aggregate of one expression."""
    return {
        "rows": "COUNT(*)",
        "count": "COUNT({0})",
        "sum": "SUM({0})",
        "min": "MIN({0})",
        "max": "MAX({0})",
        "mean": "AVG({0})",
        "sd": "STDDEV_POP({0})",
    }[kind].format(written)


def selected(new: Mapping[str, Node], dialect: Dialect) -> list[str]:
    """New columns of a SELECT."""
    writer = Writer(dialect)
    return [f"{writer.write(node)} AS {quoted(name, dialect)}" for name, node in new.items()]
