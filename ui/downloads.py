"""What the download page asks for: a preview at once, the file itself only when somebody clicks.

Everything is asked through a context, so nobody takes home more than he may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pandas as pd

import metrics
from catalog import dataset, indicator
from catalog.model import Indicator
from catalog.periods import PeriodKind, parse_period, school_year_of
from metrics.errors import NotPermitted
from metrics.register import Place
from reports import Download, write_csv, write_workbook
from reports.datasets import dataset_download, dataset_row_count, due_coverage
from reports.indicators import coverage_of, indicator_download
from reports.moments import this_moment
from reports.notes import Occasion
from reports.selection import Selection
from reports.table import FieldKind
from ui.context import Context, Where
from ui.sat import SAT_RATE, sat_beside_values
from ui.school_exams import is_exam, refused_download, schools_gate
from ui.text import say
from ui.unnamed import number_of

PREVIEW_ROWS = 50
FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Wanted:
    """One download: a dataset's rows (`level` empty) or an indicator's values at a level, narrowed by `where`."""

    name: str
    selection: Selection
    level: str = ""
    where: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Its name in Chinese, as the file is called."""
        return indicator(self.name).zh if self.level else dataset(self.name).zh


@dataclass(frozen=True)
class Preview:
    """The first rows and how many there are in all."""

    first: Download
    rows: int


def preview_of(context: Context, wanted: Wanted) -> Preview:
    """The first rows of what would be downloaded. Raises what metrics.values does for a question without answer, and
    NotPermitted for exam results of single schools to who may not see them."""
    _permitted(context, wanted)
    if wanted.level:
        values = _values(context, wanted)
        return Preview(_indicator_file(context, wanted, values.head(PREVIEW_ROWS)), len(values))
    rows = dataset_row_count(context.reader, dataset(wanted.name), wanted.selection, context.scope)
    return Preview(_dataset_file(context, wanted, PREVIEW_ROWS), rows)


def file_of(context: Context, wanted: Wanted, form: str) -> bytes:
    """The whole file. Runs when the button is clicked, after the page's own cursor was closed: it opens its own."""
    _permitted(context, wanted)
    target = BytesIO()
    with Context(context.store, context.visitor, context.version, context.candidate) as own:
        own.townships, own.unnamed = context.townships, context.unnamed
        download = (
            _indicator_file(own, wanted, _values(own, wanted)) if wanted.level else _dataset_file(own, wanted, None)
        )
    write_csv(target, download) if form == "csv" else write_workbook(target, download)
    return target.getvalue()


def _permitted(context: Context, wanted: Wanted) -> None:
    source = indicator(wanted.name).numerator.dataset if wanted.level else wanted.name
    if refused_download(context, source, wanted.level):
        raise NotPermitted(schools_gate(context))


def file_name(wanted: Wanted, form: str) -> str:
    """资助金额_2023-2024.xlsx: what and when, in a name that every system accepts."""
    periods = wanted.selection.periods
    span = "" if not periods else f"_{periods[0]}" if len(periods) == 1 else f"_{periods[0]}至{periods[-1]}"
    return f"{wanted.title}{span}.{form}"


def periods_offered(context: Context, wanted_indicator: Indicator) -> tuple[str, ...]:
    """The periods an indicator can be asked for: those reported of its rhythms, and the school years they lie in."""
    reported = context.periods(wanted_indicator.numerator.dataset)
    kinds = wanted_indicator.period_kinds
    found = {code for code in reported if parse_period(code).kind in kinds}
    if PeriodKind.SCHOOL_YEAR in kinds:
        found |= {school_year_of(parse_period(code).start) for code in reported if _is_within_a_school_year(code)}
    if PeriodKind.FISCAL_YEAR in kinds:
        found |= {code for code in reported if parse_period(code).kind is PeriodKind.FISCAL_YEAR}
    return tuple(sorted(found, key=lambda code: (parse_period(code).kind.value, code)))


def place_names(places: Iterable[Place]) -> dict[str, str]:
    """Ids with names; two places of one name are told apart by their district."""
    listed = list(places)
    names = [each.name for each in listed]
    return {
        each.area_id: f"{each.name}（{each.district}）" if names.count(each.name) > 1 else each.name for each in listed
    }


def shown_columns(download: Download) -> pd.DataFrame:
    """The download as a frame for the screen, under its headers. Percentages keep their sign; the period's code is for files."""
    shown = {}
    named = any(field.header == "时期" for field in download.fields)
    for field, column in zip(download.fields, download.columns, strict=True):
        if named and field.header == "时期代码":
            continue
        scale = 100 if field.kind is FieldKind.PERCENT else 1
        shown[field.header] = [value * scale if value is not None and scale != 1 else value for value in column]
    return pd.DataFrame(shown)


def _is_within_a_school_year(code: str) -> bool:
    return parse_period(code).school_year is not None


def _values(context: Context, wanted: Wanted) -> pd.DataFrame:
    periods, where = wanted.selection.periods or None, _where(wanted)
    values = context.values(wanted.name, wanted.level, periods=periods, where=where)
    if wanted.level != "pair":
        # How many of the schools missing did not report: the file tells them from those not computable.
        silent = context.kept("silent", _silent, wanted.name, wanted.level, periods, where)
        values = values.merge(silent, how="left", on=["period", "area_id"]).fillna({"schools_silent": 0})
    if is_exam(indicator(wanted.name)) and wanted.name != SAT_RATE:
        values = sat_beside_values(context, wanted.level, values, periods, where)
    return _of_townships(context, wanted.level, values, wanted.selection.townships)


def _where(wanted: Wanted) -> Where | None:
    stages = wanted.selection.stages
    return {**dict(wanted.where), **({"stage": stages} if stages else {})} or None


def _silent(
    context: Context, name: str, level: str, periods: Sequence[str] | None, where: Where | None
) -> pd.DataFrame:
    return metrics.silent_counts(context.reader, name, level, periods, where, areas=context.scope)


def _of_townships(context: Context, level: str, values: pd.DataFrame, townships: tuple[str, ...]) -> pd.DataFrame:
    if not townships or level in ("district", "zone"):
        return values
    if level == "township":
        return values[values["area_id"].isin(townships)]
    inside = {each.area_id for each in context.areas("school") if each.township_id in townships}
    return values[values["member_id" if level == "pair" else "area_id"].isin(inside)]


def _indicator_file(context: Context, wanted: Wanted, values: pd.DataFrame) -> Download:
    return indicator_download(
        context.reader,
        context.indicator(wanted.name),
        values,
        _occasion(context, wanted, coverage_of(values)),
        nameless=context.unnamed,
    )


def _dataset_file(context: Context, wanted: Wanted, limit: int | None) -> Download:
    occasion = _occasion(context, wanted, "" if limit else _coverage(context, wanted))
    called = number_of if context.unnamed else None
    return dataset_download(
        context.reader, dataset(wanted.name), occasion, context.scope, limit, context.audience, called
    )


def _coverage(context: Context, wanted: Wanted) -> str:
    return due_coverage(context.reader, dataset(wanted.name), wanted.selection, context.scope)


def _occasion(context: Context, wanted: Wanted, coverage: str) -> Occasion:
    version = say("download.candidate") if context.candidate else f"{context.version or 0:06d}"
    names = place_names(context.areas("township"))
    return Occasion(version, context.visitor.name, this_moment(), wanted.selection, names, coverage, context.settings)
