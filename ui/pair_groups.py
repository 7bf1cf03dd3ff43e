"""Pairs by what they can be compared by: an exam that both schools sit, else a figure that both of them report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog import indicator as declared
from catalog import stages
from catalog.exam_names import exam_kind
from catalog.model import Indicator
from charts.numbers import Scale, scale_of
from metrics.ledger import PairRow, Paper
from ui.context import Context, Where
from ui.pairing import (
    TOTAL_SUBJECT,
    PairView,
    exam_periods,
    exam_title,
    exam_where,
    pair_periods,
    pair_views,
    z_indicator,
)
from ui.text import language, name_of, say

# What a pair is about when its schools share several stages: the one whose exams come last in a pupil's way.
_ORDER = ("junior", "primary", "senior", "vocational", "kindergarten", "special", "higher")
# What every stage reports, where it sits no exam: the first of these that both ends have.
_WITHOUT_EXAM = ("pupil_teacher_ratio", "mean_class_size", "pupils")


@dataclass(frozen=True)
class Measure:
    """What pairs are compared by. `stage`: only pairs whose schools share it; empty for all."""

    indicator: Indicator
    where: Where
    periods: tuple[str, ...]
    stage: str
    words: str


@dataclass(frozen=True)
class Group:
    """Pairs with what they are compared by."""

    measure: Measure
    views: tuple[PairView, ...]


@dataclass(frozen=True)
class Grouped:
    """All pairs: in groups, and those that no group has, which share no stage with what was chosen."""

    groups: tuple[Group, ...]
    left_out: tuple[PairRow, ...]

    @property
    def views(self) -> list[PairView]:
        """The pairs of all groups."""
        return [view for group in self.groups for view in group.views]

    def of_core(self, core_id: str) -> Grouped:
        """The pairs of one core school."""
        groups = [
            Group(each.measure, tuple(view for view in each.views if view.pair.core_id == core_id))
            for each in self.groups
        ]
        return Grouped(
            tuple(group for group in groups if group.views),
            tuple(pair for pair in self.left_out if pair.core_id == core_id),
        )


def grouped_by_stage(context: Context, years: Sequence[str]) -> Grouped:
    """Each pair under the first stage that its schools share, by the first measure that pairs of the stage can be read by."""
    rest = list(context.pairs())
    groups = []
    for stage in _ORDER:
        mine = [pair for pair in rest if stage in pair.stages]
        group = _group_of(context, stage, mine, years) if mine else None
        if group is not None:
            groups.append(group)
            rest = [pair for pair in rest if pair not in mine]
    return Grouped(tuple(groups), tuple(rest))


def _group_of(context: Context, stage: str, pairs: Sequence[PairRow], years: Sequence[str]) -> Group | None:
    """The pairs of a stage by the first measure with two ends to compare, else by the first there is; None without any."""
    groups = (
        Group(measure, tuple(pair_views(context, measure.indicator, measure.periods, measure.where, pairs)))
        for measure in _measures_of(context, stage, years)
    )
    first = None
    for group in groups:
        if any(view.move for view in group.views):
            return group
        first = first or group
    return first


def _measures_of(context: Context, stage: str, years: Sequence[str]) -> Iterator[Measure]:
    paper = exam_of_stage(context.papers(), stage)
    if paper is not None:
        where = exam_where(context, stage, paper.grade, exam_kind(paper.exam), paper.subject)
        yield Measure(z_indicator(), where, exam_periods(context, paper, years), stage, exam_title(paper))
    for name in _WITHOUT_EXAM:
        indicator = declared(name)
        if periods := pair_periods(context, indicator, years):
            gap = " " if language() == "en" else ""
            words = f"{name_of(stages.stage(stage))}{gap}{name_of(indicator)}"
            yield Measure(indicator, {"stage": stage}, periods, stage, words)


def exam_of_stage(papers: Sequence[Paper], stage: str) -> Paper | None:
    """The latest paper of a stage: its total, else the subject that most pupils sat."""
    mine = [paper for paper in papers if paper.stage == stage]
    if not mine:
        return None
    kind = exam_kind(mine[-1].exam)
    alike = [paper for paper in mine if exam_kind(paper.exam) == kind and paper.period == mine[-1].period]
    return next((paper for paper in alike if paper.subject == TOTAL_SUBJECT), alike[0])


def grouped_by(context: Context, measure: Measure) -> Grouped:
    """All pairs by one measure; those whose schools do not share its stage are left out."""
    pairs = context.pairs()
    mine = [pair for pair in pairs if not measure.stage or measure.stage in pair.stages]
    views = pair_views(context, measure.indicator, measure.periods, measure.where, mine)
    return Grouped((Group(measure, tuple(views)),), tuple(pair for pair in pairs if pair not in mine))


def left_out_text(grouped: Grouped, measure: Measure) -> str:
    """How many pairs are left out and why, by stage; empty when none is."""
    found = [next((stage for stage in _ORDER if stage in pair.stages), "") for pair in grouped.left_out]
    counts = {
        name_of(stages.stage(stage)) if stage else say("pairs.no_common_stage"): found.count(stage)
        for stage in (*_ORDER, "")
        if stage in found
    }
    if not counts:
        return ""
    listed = say("join.and").join(say("pairs.left_out_stage", stage=name, n=n) for name, n in counts.items())
    key = "pairs.not_sitting" if measure.indicator.theme == "exam" else "pairs.not_of_stage"
    return say(key, n=len(grouped.left_out), stages=listed)


def group_scale(group: Group) -> Scale:
    """How the numbers of a group are written."""
    return scale_of(group.measure.indicator, [view.move.now for view in group.views if view.move])
