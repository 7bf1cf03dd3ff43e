"""The checks on enrolment that need a finder of their own."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.periods import shift_years
from catalog.reconciliations import Check, reconciliation
from metrics.alerts.board import Board
from metrics.reconcile.judge import judged
from metrics.reconcile.row import PARTS, Origin, Reconciled, number_written

_TOTALS = "enrolment_totals"
_SMALLEST_LARGE, _SMALLEST_LARGEST = 56, 66

_GRADES = """
SELECT area_id, stage, period, CASE WHEN count(*) FILTER (grade IS NOT NULL) = count(pupils) FILTER (grade IS NOT NULL)
        THEN sum(pupils) FILTER (grade IS NOT NULL) END::DOUBLE AS a, any_value(pupils) FILTER (grade IS NULL)::DOUBLE AS b
FROM enrolment WHERE area_level = 'school' AND list_contains($periods, period) GROUP BY area_id, stage, period
HAVING count(*) FILTER (grade IS NOT NULL AND pupils IS NOT NULL) > 0 AND b IS NOT NULL ORDER BY period, area_id, stage"""

_TWO_TERMS = """
SELECT coalesce(s.area_id, f.area_id) AS area_id, coalesce(s.stage, f.stage) AS stage, $spring AS period, s.pupils::DOUBLE AS a, f.pupils::DOUBLE AS b
FROM (FROM enrolment_totals WHERE period = $spring AND area_level = 'school' AND pupils IS NOT NULL) s
FULL JOIN (FROM enrolment_totals WHERE period = $autumn AND area_level = 'school' AND pupils IS NOT NULL) f
    ON f.area_id = s.area_id AND f.stage IS NOT DISTINCT FROM s.stage ORDER BY 1, 2"""

_CLASSES = """
SELECT area_id, stage, period, pupils::DOUBLE AS pupils, classes::DOUBLE AS classes, classes_56_65::DOUBLE AS large, classes_66p::DOUBLE AS largest
FROM enrolment_totals WHERE area_level = 'school' AND list_contains($periods, period) AND (pupils IS NOT NULL OR classes IS NOT NULL)
ORDER BY period, area_id, stage"""

_SUMS = """
SELECT district_id AS area_id, stage, sum({column})::DOUBLE AS n, count({column}) AS known FROM enrolment_totals
WHERE area_level = 'school' AND district_id IS NOT NULL AND list_contains($periods, period) AND {column} IS NOT NULL {stage}
GROUP BY district_id, stage"""

_ROLL = """
WITH roll AS (SELECT area_id, stage, pupils FROM enrolment_totals WHERE area_level = 'school' AND period = $autumn AND pupils IS NOT NULL)
SELECT o.*, r.pupils::DOUBLE AS b FROM ({other}) o
LEFT JOIN roll r ON r.area_id = o.area_id AND r.stage IS NOT DISTINCT FROM o.stage ORDER BY o.period, o.area_id, o.stage"""

_RESOURCE = """
SELECT area_id, stage, min(period) AS period, min(item) AS item, pupils::DOUBLE AS a FROM resource
WHERE area_level = 'school' AND list_contains($periods, period) AND pupils IS NOT NULL GROUP BY area_id, stage, pupils"""

_STAFF = """
SELECT t.area_id, t.stage, t.period, t.teachers::DOUBLE AS a, e.teachers_fulltime::DOUBLE AS b FROM staff t
LEFT JOIN enrolment_totals e ON e.area_id = t.area_id AND e.stage IS NOT DISTINCT FROM t.stage AND e.period = $autumn AND e.area_level = 'school'
WHERE t.area_level = 'school' AND list_contains($periods, t.period) AND t.teachers IS NOT NULL ORDER BY t.period, t.area_id, t.stage"""


def grades_make_total(board: Board) -> Iterator[Reconciled]:
    """The grades of a school against the total it states."""
    check = reconciliation("grades_make_total")
    for row in board.reader.rows(_GRADES, {"periods": board.periods("enrolment")}):
        sides = [_school("enrolment", ("pupils",), row, grade=part) for part in (PARTS, None)]
        yield from judged(board, check, row, sides[:1], sides[1:])


def _school(dataset: str, columns: tuple[str, ...], row: dict, *, period: str = "", **key: object) -> Origin:
    return Origin(dataset, columns, row["area_id"], (period or row["period"],), {"stage": row["stage"], **key})


def spring_like_autumn(board: Board) -> Iterator[Reconciled]:
    """A school's spring roll against the autumn's. Where no school reported a spring there is nothing to compare."""
    check, autumn, spring = reconciliation("spring_like_autumn"), f"{board.year}-1", f"{board.year}-2"
    if not {autumn, spring} <= set(board.periods(_TOTALS)):
        return
    rows = board.reader.rows(_TWO_TERMS, {"autumn": autumn, "spring": spring})
    if all(row["a"] is None for row in rows):
        return
    for row in rows:
        left, right = (_school(_TOTALS, ("pupils",), row, period=code) for code in (spring, autumn))
        yield from judged(board, check, row, (left,), (right,))


def class_bands_fit(board: Board) -> Iterator[Reconciled]:
    """Pupils against the fewest and the most that so many classes of these bands can hold."""
    check = reconciliation("class_bands_fit")
    for row in board.reader.rows(_CLASSES, {"periods": board.periods(_TOTALS)}):
        sides = (row["classes"], row["large"], row["largest"])
        if row["pupils"] is None or None in sides:
            continue
        low, high = fewest_and_most(*sides)
        made = row | {"a": row["pupils"], "b": low if row["pupils"] < low else high, "low": low, "high": high}
        columns = ("classes", "classes_56_65", "classes_66p")
        yield from judged(board, check, made, (_school(_TOTALS, ("pupils",), row),), (_school(_TOTALS, columns, row),))


def fewest_and_most(classes: float, large: float, largest: float) -> tuple[float, float | None]:
    """The fewest and the most pupils of so many classes; no most where some have 66 and more. An ordinary class has 1 to 55."""
    ordinary = max(classes - large - largest, 0)
    low = ordinary + _SMALLEST_LARGE * large + _SMALLEST_LARGEST * largest
    high = None if largest else (_SMALLEST_LARGE - 1) * ordinary + (_SMALLEST_LARGEST - 1) * large
    return low, high


def class_size_plausible(board: Board) -> Iterator[Reconciled]:
    """Pupils a class against what is usual. Pupils without a class, or a class without pupils, cannot be."""
    check = reconciliation("class_size_plausible")
    low, high = board.settings.number("reconcile_class_least"), board.settings.number("reconcile_class_most")
    for row in board.reader.rows(_CLASSES, {"periods": board.periods(_TOTALS)}):
        pupils, classes = row["pupils"], row["classes"]
        if pupils == 0 and classes == 0:
            continue
        size = pupils / classes if pupils is not None and classes else None
        reason = "" if size is not None else "right" if pupils is not None else "left"
        made = row | {"a": size if size is not None else pupils, "b": classes, "low": low, "high": high, "reason": reason,
                      "detail": f"{number_written(pupils, 0)}人/{number_written(classes, 0)}班"}  # fmt: skip
        left, right = (_school(_TOTALS, (column,), row) for column in ("pupils", "classes"))
        yield from judged(board, check, made, (left,), (right,))


def transfers_cancel(board: Board) -> Iterator[Reconciled]:
    """Who came to the schools of a district against who left them, stage by stage."""
    check, periods = reconciliation("transfers_cancel"), _of_the_year(board)
    yield from _two_sums(board, check, (("transfer_in", periods, ""), ("transfer_out", periods, "")), split=True)


def graduates_like_intake(board: Board) -> Iterator[Reconciled]:
    """Junior intake of the year against the primary graduates of the year before."""
    check, before = reconciliation("graduates_like_intake"), shift_years(board.year, -1)
    intake = ("intake", _of_the_year(board), "AND stage = 'junior'")
    graduates = ("graduates", [before, f"{before}-1", f"{before}-2"], "AND stage = 'primary'")
    yield from _two_sums(board, check, (intake, graduates), split=False)


def _of_the_year(board: Board) -> list[str]:
    return [board.year, f"{board.year}-1", f"{board.year}-2"]


def _two_sums(board: Board, check: Check, asked: tuple, *, split: bool) -> Iterator[Reconciled]:
    """A sum over the schools of each district against another. `split`: stage by stage, else one of each."""
    found: dict[tuple, list[float | None]] = {}
    stages: dict[tuple, list[str | None]] = {}
    for place, (column, periods, stage) in enumerate(asked):
        for row in board.reader.rows(_SUMS.format(column=column, stage=stage), {"periods": list(periods)}):
            key = (row["area_id"], row["stage"] if split else None)
            found.setdefault(key, [None, None])[place] = row["n"]
            stages.setdefault(key, [None, None])[place] = row["stage"]
    for (area_id, stage), (left, right) in sorted(found.items(), key=str):
        row = {"area_id": area_id, "stage": stage, "period": board.year, "a": left, "b": right}
        origins = [
            Origin(_TOTALS, (column,), area_id, tuple(periods), {"stage": mine}, schools=True)
            for (column, periods, _), mine in zip(asked, stages[area_id, stage], strict=True)
        ]
        yield from judged(board, check, row, origins[:1], origins[1:])


def resource_roll_like_autumn(board: Board) -> Iterator[Reconciled]:
    """The pupils that stand beside a school's resources against its autumn roll."""
    check, autumn = reconciliation("resource_roll_like_autumn"), f"{board.year}-1"
    params = {"periods": board.periods("resource"), "autumn": autumn}
    for row in board.reader.rows(_ROLL.format(other=_RESOURCE), params):
        left = _school("resource", ("pupils",), row, item=row["item"])
        yield from judged(board, check, row, (left,), (_school(_TOTALS, ("pupils",), row, period=autumn),))


def teachers_like_staff(board: Board) -> Iterator[Reconciled]:
    """Full-time teachers in the return on teachers against those in the return on enrolment."""
    check, autumn = reconciliation("teachers_like_staff"), f"{board.year}-1"
    if not board.reader.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'staff'"):
        return
    for row in board.reader.rows(_STAFF, {"periods": board.periods("staff"), "autumn": autumn}):
        right = _school(_TOTALS, ("teachers_fulltime",), row, period=autumn)
        yield from judged(board, check, row, (_school("staff", ("teachers",), row),), (right,))
