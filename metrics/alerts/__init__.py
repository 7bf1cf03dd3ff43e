"""What needs somebody's attention: every declared alert weighed over a whole district, in a few questions.

`find_alerts(reader, year)` weighs them all for one school year. What each is, from where on it counts and what it says
stands in `catalog/alerts/`; who is at work on it is kept at the desk (`store/alerts.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from catalog.alerts import ALERTS, Against, Rule, Severity
from catalog.model import Level
from metrics.alerts import aid, exams, levels, returns, sizes, targets
from metrics.alerts.board import Board, Points, spots_of
from metrics.alerts.row import AlertRow, Trail
from metrics.alerts.rules import weigh
from metrics.alerts.school_sums import school_points
from store.reader import Reader

__all__ = ["AlertRow", "Trail", "find_alerts"]

_PLACE_OF = {each.name: number for number, each in enumerate(ALERTS)}
_SEVERITIES = tuple(Severity)
# What a school's own row says, without rolling anything up.
_FROM_ROWS = tuple(
    each
    for each in ALERTS
    if each.theme == "enrolment"
    and each.levels == (Level.SCHOOL,)
    and each.rule is not Rule.FACT
    and each.reads[0] != "retention_rate"
)


def find_alerts(
    reader: Reader, year: str, areas: Collection[str] | None = None, stranger: Reader | None = None
) -> list[AlertRow]:
    """Every alert of the school year, the most severe first. `areas`: what a visitor may see, as township ids (None: all).

    What concerns the district as a whole, and a pair with a school elsewhere, are for those who see all of it. All of them are
    weighed once for a version and a year, whoever asks; `areas` only selects.

    `stranger`: a second set of tables in which every count that must not be known is another (disclosure/). With it only
    those alerts are given that both sets give alike, to the last number: what a viewer, a print or a projection may show.
    """
    if stranger is None:
        found = _all_of(reader, year)
    else:
        found = stranger.known.once(("alerts alike", year), lambda: _alike(reader, stranger, year))
    if areas is None:
        return list(found)
    homes = {area_id: spot.township_id for area_id, spot in spots_of(reader).items()}
    return [
        each
        for each in found
        if each.township_id in areas and (each.core_id is None or homes.get(each.core_id) in areas)
    ]


def _all_of(reader: Reader, year: str) -> tuple[AlertRow, ...]:
    return reader.known.once(("alerts", year), lambda: _weighed(Board(reader, year, reader)))


def _alike(reader: Reader, stranger: Reader, year: str) -> tuple[AlertRow, ...]:
    alike = {each.key: each for each in _weighed(Board(stranger, year, reader))}
    found = [(each, alike.get(each.key)) for each in _all_of(reader, year)]
    return tuple(each if each.sat == other.sat else replace(each, sat=None) for each, other in found if other == each)


def _weighed(board: Board) -> tuple[AlertRow, ...]:
    found = [
        *_of_schools(board), *levels.find(board), *aid.find(board), *exams.find(board), *targets.find(board), *returns.find(board), *sizes.find(board)
    ]  # fmt: skip
    return tuple(sorted(found, key=_in_order))


def _in_order(row: AlertRow) -> tuple[int, int, str, str, str]:
    return _SEVERITIES.index(row.severity), _PLACE_OF[row.alert.name], row.area_id, row.period, row.part


def _of_schools(board: Board) -> Iterator[AlertRow]:
    changes = [each for each in _FROM_ROWS if each.against is Against.LAST_YEAR]
    levels_alone = [each for each in _FROM_ROWS if each.against is not Against.LAST_YEAR]
    for group, years in ((levels_alone, (board.year,)), (changes, (board.year, board.before[0]))):
        points = school_points(board, [each.reads[0] for each in group], years)
        for each in group:
            yield from weigh(board, each, counted(points[each.reads[0]]) if each.counts else points[each.reads[0]])


def counted(points: Points) -> Points:
    """How many instead of how large a share: the numerator stands for the value."""
    return {
        place: {year: point._replace(value=point.n) for year, point in years.items()} for place, years in points.items()
    }
