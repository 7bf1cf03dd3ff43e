"""A dataset's current rows as a download: places by name, choices in words, every fact with its unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from catalog.model import Column, Dataset, Kind
from catalog.periods import label_zh
from catalog.stages import grade_label_zh
from metrics.disclosure import ACTING, smallest_shown, stranger_of
from reports.notes import Occasion, dataset_meaning, sources
from reports.selection import LEVEL_LABELS, Selection
from reports.table import Download, Field, FieldKind, Sheet
from reports.veiled import veiled_rows
from store import Reader

_FIELD_KINDS = {
    Kind.TEXT: FieldKind.TEXT, Kind.CODE: FieldKind.CODE, Kind.CHOICE: FieldKind.TEXT, Kind.GRADE: FieldKind.TEXT,
    Kind.FLAG: FieldKind.TEXT, Kind.BINS: FieldKind.TEXT, Kind.DATE: FieldKind.DATE, Kind.COUNT: FieldKind.WHOLE,
    Kind.NUMBER: FieldKind.NUMBER, Kind.MONEY: FieldKind.NUMBER, Kind.RATE: FieldKind.PERCENT,
}  # fmt: skip
_DECIMALS = {Kind.NUMBER: 2, Kind.MONEY: 2, Kind.RATE: 2}
_PLACE_TITLES = {"": "", "core_": "核心校", "member_": "成员校"}


def dataset_download(
    reader: Reader,
    dataset: Dataset,
    occasion: Occasion,
    scope: Sequence[str] | None,
    limit: int | None = None,
    audience: str = ACTING,
    called: Callable[[str], str] | None = None,
) -> Download:
    """The current rows of `dataset` that the selection and the scope (township ids, None for all) leave.

    For the public, what must not be known is blank and a last column says so. `called`: what places go by, from their ids,
    where nobody is to be named; then no code, no group and no file says who it is either.
    """
    fields, expressions = zip(*_columns(dataset, nameless=called is not None), strict=True)
    where, params = _where(dataset, occasion.selection, scope)
    order = ", ".join(str(number + 1) for number in range(len(fields)))
    sql = f"SELECT {', '.join(expressions)} FROM {_from(dataset)} WHERE {where} ORDER BY {order}"
    sql += f" LIMIT {int(limit)}" if limit else ""
    rows = reader.cursor.execute(sql, params).fetchall()
    if audience != ACTING:
        other = stranger_of(reader).cursor.execute(sql, params).fetchall()
        rows = veiled_rows([*fields], rows, other, smallest_shown(reader))
        fields = (*fields, Field("备注", FieldKind.TEXT))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    notes = () if limit else (dataset_meaning(dataset, occasion), *_sources(reader, dataset, occasion, called))
    remarks = list(columns[-1]) if audience != ACTING else None
    known = len(fields) - (remarks is not None)
    if called is not None:
        columns = [tuple(_numbered(field, column, called)) for field, column in zip(fields, columns, strict=True)]
    written = [_written(dataset, field, column) for field, column in zip(fields[:known], columns[:known], strict=True)]
    written += [] if remarks is None else [remarks]
    return Download(f"{dataset.zh}明细", tuple(fields), written, notes)


def _sources(reader: Reader, dataset: Dataset, occasion: Occasion, called: Callable[[str], str] | None) -> list[Sheet]:
    """Files are mostly called after the places they are of."""
    return [] if called is not None else [sources(reader, [dataset], occasion.selection.periods)]


def _numbered(field: Field, column: Sequence[Any], called: Callable[[str], str]) -> Sequence[Any]:
    named = field.title.endswith(("乡镇", "学校", "核心校", "成员校"))
    return [None if value is None else called(value) for value in column] if named else column


def dataset_row_count(reader: Reader, dataset: Dataset, selection: Selection, scope: Sequence[str] | None) -> int:
    """How many rows the download would have."""
    where, params = _where(dataset, selection, scope)
    return int(reader.value(f"SELECT count(*) FROM {_from(dataset)} WHERE {where}", params))


def due_coverage(reader: Reader, dataset: Dataset, selection: Selection, scope: Sequence[str] | None) -> str:
    """How many of the returns due in the selection are in, as a sentence. A return is a school's of one period."""
    chosen: dict[str, tuple[str, ...] | Sequence[str] | None] = {
        "period": selection.periods, "stage": selection.stages, "township_id": selection.townships,
    }  # fmt: skip
    used = {name: list(values) for name, values in chosen.items() if values}
    clauses = ["dataset = $dataset", *(f"{name} IN (SELECT unnest(${name}))" for name in used)]
    params: dict[str, Any] = {"dataset": dataset.name, **used}
    if scope is not None:
        clauses.append("township_id IN (SELECT unnest($scope::VARCHAR[]))")
        params["scope"] = list(scope)
    returns = f"SELECT school_id, period, bool_or(reported) AS done FROM due WHERE {' AND '.join(clauses)} GROUP BY ALL"
    counted = reader.rows(f"SELECT count(*) AS due, count(*) FILTER (done) AS reported FROM ({returns})", params)[0]
    if not counted["due"]:
        return "没有规定应报学校"
    missing = counted["due"] - counted["reported"]
    return f"应报 {counted['due']} 校次，已报 {counted['reported']} 校次，未报 {missing} 校次"


def _from(dataset: Dataset) -> str:
    """The current table with the names of its places. The township is the one at that period, the name today's."""
    parts = [f'"{dataset.name}" d']
    for prefix in dataset.places:
        own = f"d.{prefix}school_id" if prefix else "d.area_id"
        parts.append(f"LEFT JOIN area {prefix}a ON {prefix}a.area_id = {own}")
        parts.append(f"LEFT JOIN area {prefix}t ON {prefix}t.area_id = d.{prefix}township_id")
        parts.append(f"LEFT JOIN area {prefix}c ON {prefix}c.area_id = d.{prefix}district_id")
    parts.append("LEFT JOIN batch b ON b.batch_seq = d.last_seq")
    return " ".join(parts)


def _columns(dataset: Dataset, *, nameless: bool = False) -> list[tuple[Field, str]]:
    """Each field of the download with the SQL that fills it."""
    places = [pair for prefix in dataset.places for pair in _place_columns(prefix, nameless=nameless)]
    gone = _NAMING if nameless else ()
    stored = [
        (_field(each), "NULL::VARCHAR" if each.name in gone else f'd."{each.name}"')
        for each in dataset.stored
        if each.name != "period"
    ]
    keys = [pair for pair, each in zip(stored, _stored(dataset), strict=True) if each.name in dataset.key]
    facts = [pair for pair, each in zip(stored, _stored(dataset), strict=True) if each.name not in dataset.key]
    period = [(_PERIOD, "d.period"), (_PERIOD_CODE, "d.period")] if "period" in dataset.key else []
    return [*places, *period, *keys, *facts, (_DERIVED, "d.derived"), (_BATCH, "b.batch_id")]


def _stored(dataset: Dataset) -> list[Column]:
    return [each for each in dataset.stored if each.name != "period"]


# Texts of a row that mostly hold the name of a school.
_NAMING = ("group", "partner")
_LEVEL = Field("层级", FieldKind.TEXT)
_PERIOD = Field("时期", FieldKind.TEXT)
_PERIOD_CODE = Field("时期代码", FieldKind.CODE)
_DERIVED = Field("推算列", FieldKind.TEXT)
_BATCH = Field("来源批次", FieldKind.TEXT)


def _place_columns(prefix: str, *, nameless: bool) -> list[tuple[Field, str]]:
    title = _PLACE_TITLES[prefix]
    name = "area_id" if nameless else "name"
    school = f"{prefix}a.{name}" if prefix else f"CASE WHEN d.area_level = 'school' THEN a.{name} END"
    code = f"{prefix}a.code" if prefix else "CASE WHEN d.area_level = 'school' THEN a.code END"
    code = "NULL::VARCHAR" if nameless else code
    named = [
        (Field(f"{title}区县" if title else "区县", FieldKind.TEXT), f"{prefix}c.name"),
        (Field(f"{title}乡镇" if title else "乡镇", FieldKind.TEXT), f"{prefix}t.{name}"),
        (Field(title or "学校", FieldKind.TEXT), school),
        (Field(f"{title}标识码" if title else "学校标识码", FieldKind.CODE), code),
    ]
    return named if prefix else [*named, (_LEVEL, "d.area_level")]


def _field(column: Column) -> Field:
    # The unit of a resource's quantity follows its item, so the declaration has none to show.
    return Field(column.zh, _FIELD_KINDS[column.kind], column.unit, _DECIMALS.get(column.kind, 0))


def _where(dataset: Dataset, selection: Selection, scope: Sequence[str] | None) -> tuple[str, dict[str, Any]]:
    has_stage = any(each.name == "stage" for each in dataset.stored)
    # A pair belongs to its member: the core often stands in another township.
    place = dataset.places[-1]
    tests = {
        "period": ("d.period", selection.periods if "period" in dataset.key else ()),
        "stage": ("d.stage", selection.stages if has_stage else ()),
        "township": (f"d.{place}township_id", selection.townships),
        "level": ("d.area_level", () if place else selection.levels),
    }
    used = {name: (column, list(chosen)) for name, (column, chosen) in tests.items() if chosen}
    clauses = [f"{column} IN (SELECT unnest(${name}))" for name, (column, _) in used.items()]
    params: dict[str, Any] = {name: chosen for name, (_, chosen) in used.items()}
    if scope is not None:
        clauses.append(f"d.{place}township_id IN (SELECT unnest($scope::VARCHAR[]))")
        params["scope"] = list(scope)
    return " AND ".join(clauses) or "true", params


def _written(dataset: Dataset, field: Field, column: Sequence[Any]) -> list[Any]:
    """The cells in the words of the office. Unknown codes stay as they are: nothing is made up."""
    label = _labeller(dataset, field)
    return [None if value is None else label(value) for value in column] if label else list(column)


def _labeller(dataset: Dataset, field: Field) -> Callable[[Any], Any] | None:
    if field is _PERIOD:
        return label_zh
    if field is _LEVEL:
        return lambda level: (
            level if level not in LEVEL_LABELS else f"{LEVEL_LABELS[level]}{'' if level == 'school' else '合计'}"
        )
    if field is _DERIVED:
        labels = {each.name: each.zh for each in dataset.columns}
        return lambda names: "、".join(labels.get(name, name) for name in names.split(",") if name)
    column = next((each for each in dataset.stored if each.zh == field.title), None)
    if column is None:
        return None
    if column.kind is Kind.CHOICE:
        return lambda code: column.choices[code][0] if code in column.choices else code
    return {Kind.GRADE: grade_label_zh, Kind.FLAG: lambda yes: "是" if yes else "否"}.get(column.kind)
