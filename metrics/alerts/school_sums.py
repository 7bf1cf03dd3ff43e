"""The numbers of schools that the alerts on enrolment read: one question for all of them, straight from the rows.

A school's own number needs no rolling up, so nothing of the engine is needed: each side is the row's, unknown where one of
its columns is. `tests/soundness/test_alerts.py` holds every number against `metrics.values`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from catalog import dataset as dataset_named
from catalog import indicator as indicator_named
from catalog.model import Role, Total
from metrics.alerts.board import Board, Point, Points
from metrics.sides import expression


def sides_of(board: Board, name: str) -> tuple[Total, Total | None]:
    """Numerator and denominator of an indicator as it reads now; a `dataset.column` has nothing below it."""
    if "." in name:
        dataset, column = name.split(".", 1)
        return Total(dataset, column), None
    applied = board.settings.applied(indicator_named(name))
    return applied.numerator, applied.denominator


def school_points(board: Board, names: Iterable[str], years: Collection[str]) -> dict[str, Points]:
    """The points of these years of each name: an indicator or `dataset.column`."""
    sides = {name: sides_of(board, name) for name in names}
    columns = [
        f"{expression(top)}::DOUBLE AS n{place}, {expression(below) if below else 'NULL'}::DOUBLE AS d{place}"
        for place, (top, below) in enumerate(sides.values())
    ]
    codes = {code: year for year in years for code in (year, f"{year}-1", f"{year}-2")}
    frame = board.reader.frame(
        f"SELECT school_id, stage, period, {', '.join(columns)} FROM enrolment_totals"
        " WHERE area_level = 'school' AND list_contains($codes, period)",
        {"codes": list(codes)},
    )
    stages = [stage if isinstance(stage, str) else None for stage in frame["stage"].tolist()]
    places = list(zip(frame["school_id"].tolist(), stages, strict=True))
    periods = frame["period"].tolist()
    found = {}
    for place, (name, (top, below)) in enumerate(sides.items()):
        numbers = zip(places, periods, frame[f"n{place}"].tolist(), frame[f"d{place}"].tolist(), strict=True)
        flow = dataset_named(top.dataset).column(top.column).role is Role.FLOW
        found[name] = _flows(numbers, codes) if flow else _stocks(numbers, board, below is not None)
    return found


Numbers = Iterable[tuple[tuple[str, str | None], str, float, float]]


def _stocks(numbers: Numbers, board: Board, is_ratio: bool) -> Points:
    """Snapshots: a school year has that of its autumn term. Unknown numbers come as NaN, which is not itself."""
    points: Points = {}
    autumns = board.autumns
    for place, period, n, d in numbers:
        if period not in autumns or n != n or (is_ratio and d != d):
            continue
        point = Point((n / d if d else None), n, d) if is_ratio else Point(n, n, None)
        points.setdefault(place, {})[autumns[period]] = point
    return points


def _flows(numbers: Numbers, codes: dict[str, str]) -> Points:
    """Sums of a school year: the year itself where it was stated, else its terms."""
    whole: Points = {}
    terms: Points = {}
    for place, period, n, _ in numbers:
        if n != n:
            continue
        year = codes[period]
        years = (whole if period == year else terms).setdefault(place, {})
        said = n + (years[year].n or 0) if year in years else n
        years[year] = Point(said, said, None)
    for place, years in terms.items():
        whole[place] = years | whole.get(place, {})
    return whole
