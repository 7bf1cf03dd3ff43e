"""What must be said beside a series of values: what in it may not be compared, in words for the screen."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence

from catalog import dataset as declared
from catalog.model import RELATIVE, Indicator
from catalog.periods import label_zh
from catalog.settings import setting
from metrics.filters import Filters, Where
from metrics.in_force import settings_of
from metrics.question import Question, ask
from metrics.sides import conditions, expression, table
from metrics.times import period, school_year_code
from store.place_changes import MERGED, SPLIT, changes_listed
from store.reader import Reader
from store.settings import settings_as_of

_MARKS = {"n_pass": "exam_pass_at", "n_excellent": "exam_excellent_at", "n_low": "exam_low_below"}


def cautions(reader: Reader, name: str, periods: Iterable[str] | None = None, where: Where | None = None) -> list[str]:
    """The sentences that belong to these values of an indicator; none where they may be read as they stand."""
    question = ask(reader, name, periods, where)
    found = [
        *_papers(question),
        *_marks(reader, question),
        *_silent_sitters(question),
        *_changed(reader, question),
        *_places(question.indicator),
        *_left_out(question),
        *_silent_townships(question),
        *_bases_moved(question),
        *_unverified(reader, question),
    ]
    return list(dict.fromkeys(found))


def _papers(question: Question) -> list[str]:
    """Scores of two years are of two papers: only where a school stands within its district may be compared."""
    indicator = question.indicator
    if not indicator.one_paper or indicator.function in RELATIVE or len(question.answers) < 2:
        return []
    return [f"各期的试卷难度、满分不同，“{indicator.zh}”不能跨期比较；跨期请看标准分Z或与全县之差"]


def _marks(reader: Reader, question: Question) -> list[str]:
    """Counts stored under one mark and counts stored under another make a line of two definitions."""
    name = _MARKS.get(question.indicator.numerator.column)
    if name is None or question.indicator.numerator.dataset != "exam":
        return []
    used = {step.native: mark for step in question.steps if (mark := _mark_of(reader, name, step.native)) is not None}
    if len(set(used.values())) < 2:
        return []
    told = "，".join(f"{period} 按 {setting(name).written(mark)}" for period, mark in sorted(used.items()))
    return [f"“{setting(name).zh}”前后不同（{told}），各期不能直接比较"]


def _silent_sitters(question: Question) -> list[str]:
    """What a Z or a distance is over: all who sat at the schools that reported the paper, which may not be all schools. Said of
    one stage alone: each has papers of its own."""
    if question.indicator.function not in RELATIVE or not question.steps or len(question.filters.stages) != 1:
        return []
    paper = Filters(stages=question.filters.stages, facts=question.filters.facts)
    here = conditions(question.indicator.numerator, paper)
    rows = question.reader.rows(
        _SITTERS.format(here=here),
        {"answer": [step.answer for step in question.steps], "native": [step.native for step in question.steps]}
        | paper.params,
    )
    alike: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        if row["told"] < row["due"]:
            alike.setdefault((row["told"], row["due"]), []).append(label_zh(row["answer"]))
    return [
        f"{'、'.join(labels)}：“全县”只含报来成绩的 {told} 所学校；有这个学段的学校 {due} 所（没有这个年级的也在内），未报的不在比较的基准里"
        for (told, due), labels in alike.items()
    ]


_SITTERS = """
    WITH steps AS (SELECT unnest($answer)::VARCHAR AS answer, unnest($native)::VARCHAR AS native),
    told AS (SELECT answer, count(DISTINCT school_id) AS told FROM exam JOIN steps ON native = period
        WHERE {here} AND area_level = 'school' AND sat > 0 AND sum_score IS NOT NULL GROUP BY answer),
    owed AS (SELECT answer, count(DISTINCT school_id) AS due FROM due d JOIN steps ON native = d.period
        WHERE d.dataset = 'exam' AND list_contains($w_stage, d.stage) GROUP BY answer)
    SELECT * FROM told JOIN owed USING (answer) ORDER BY answer"""


def _mark_of(reader: Reader, name: str, period: str) -> float | None:
    """The mark by which pupils' scores of a period were counted: that in force when their last file came in."""
    rows = reader.rows(
        """SELECT b.created_at, s.detail FROM batch b JOIN sheet s USING (batch_seq)
        WHERE b.live AND s.dataset = 'exam' AND EXISTS (
            SELECT 1 FROM rows_exam r WHERE r.batch_seq = s.batch_seq AND r.sheet_no = s.sheet_no AND r.period = $period)
        ORDER BY b.batch_seq DESC""",
        {"period": period},
    )
    counted: Sequence[datetime.datetime] = [
        row["created_at"] for row in rows if row["detail"] and json.loads(row["detail"]).get("pupil_level")
    ]
    return float(settings_as_of(reader, counted[0]).value(name)) if counted else None


def _changed(reader: Reader, question: Question) -> list[str]:
    """A formula or base that somebody changed: every period is worked out anew under it, but what was printed before was not."""
    lines = {each.setting for each in question.indicator.references}
    marks = set(_MARKS.values())
    return [
        f"口径于{found.at.date().isoformat()}变更：“{found.setting.zh}”现为{found.text}（{found.person}：{found.note}），"
        "各期都已按现口径计算，与变更前导出的数不能比较"
        for found in settings_of(reader).used_by(question.indicator)
        if found.at is not None and found.setting.name not in lines | marks
    ]


def _left_out(question: Question) -> list[str]:
    """A programme that only areas state is in no sum of schools: beside the others it would be missed."""
    dataset = declared(question.indicator.numerator.dataset)
    kind = dataset.own_rhythms
    if (
        not question.steps
        or kind is None
        or kind in (*question.filters.facts, *question.split)
        or not question.has_own_totals
    ):
        return []
    stages = question.filters.of_stage()
    rows = question.reader.rows(
        f"""SELECT period, list(DISTINCT {kind} ORDER BY {kind}) AS kinds FROM {dataset.name} o
        WHERE area_level <> 'school' AND {kind} IS NOT NULL AND list_contains($natives, period){"".join(f" AND {each}" for each in stages)}
            AND EXISTS (FROM {dataset.name} s WHERE s.area_level = 'school' AND s.period = o.period AND s.stage IS NOT DISTINCT FROM o.stage)
            AND NOT EXISTS (FROM {dataset.name} s WHERE s.area_level = 'school' AND s.period = o.period
                AND s.stage IS NOT DISTINCT FROM o.stage AND s.{kind} = o.{kind})
        GROUP BY period ORDER BY period""",
        {"natives": sorted({step.native for step in question.steps})}
        | ({"w_stage": list(question.filters.stages)} if stages else {}),
    )
    name = dataset.column(kind).zh
    return [
        f"{label_zh(row['period'])}的{'、'.join(row['kinds'])}只有乡镇或区县的合计，各校没有填：不选“{name}”时的合计不含它，请分{name}看"
        for row in rows
    ]


def _silent_townships(question: Question) -> list[str]:
    """Of a return that only areas make no school is missing; a township may be, and the district's sum lacks it."""
    total = question.indicator.numerator
    dataset = declared(total.dataset)
    if not question.steps or dataset.stages_due or question.indicator.function == "apart":
        return []
    return [
        f"{label_zh(row['answer'])}：{row['live']} 个乡镇中有 {row['live'] - row['known']} 个没有{dataset.zh}数；没有区县合计的，全县数只是已报各乡镇之和"
        for row in question.reader.rows(
            _TOWNSHIPS.format(table=table(total, question.filters), side=expression(total)), _asked(question)
        )
        if 0 < row["known"] < row["live"]
    ]


def _bases_moved(question: Question) -> list[str]:
    """A school that takes in another within the year keeps its own base of the year's start below the dropouts of both."""
    if question.indicator.meets_on != "school year of the return":
        return []
    years = {year for code in question.answers if (year := school_year_code(code))}
    return [
        f"{row['area']}于{row['on_date'].isoformat()}{'并入' if row['kind'] == MERGED else '从'}{row['other']}{'' if row['kind'] == MERGED else '分出'}："
        f"分母仍是各校自己的学年初在校生数，变动之后的“{question.indicator.zh}”只宜看全县的学年数"
        for row in changes_listed(question.reader)
        if row["kind"] in (MERGED, SPLIT)
        and any(period(year).start < row["on_date"] <= period(year).end for year in years)
    ]


# Of several stages the one that fewest townships stated.
_TOWNSHIPS = """
    WITH steps AS (SELECT unnest($answer)::VARCHAR AS answer, unnest($native)::VARCHAR AS native, unnest($day)::DATE AS day),
    told AS (SELECT answer, stage, count(DISTINCT area_id) AS known FROM {table} JOIN steps ON native = period
        WHERE area_level = 'township' AND {side} IS NOT NULL AND (len($stages) = 0 OR list_contains($stages, stage)) GROUP BY answer, stage)
    SELECT answer, min(known) AS known, (SELECT count(*) FROM township_now n
        WHERE (n.closed IS NULL OR n.closed > any_value(day)) AND (n.opened IS NULL OR n.opened <= any_value(day))) AS live
    FROM told JOIN (SELECT DISTINCT answer, day FROM steps) USING (answer) GROUP BY answer ORDER BY answer"""


def _asked(question: Question) -> dict[str, object]:
    steps = question.steps
    return {
        "answer": [step.answer for step in steps], "native": [step.native for step in steps],
        "day": [period(step.answer).start for step in steps], "stages": list(question.filters.stages),
    }  # fmt: skip


def _places(indicator: Indicator) -> list[str]:
    """Where children are registered is not where they go to school."""
    if indicator.apart is not None and not indicator.apart.numerator_stages:
        return ["须选一个学段：各学段的学生与适龄人口不能合在一起算"]
    if indicator.numerator.dataset == "population":
        return ["乡镇为儿童户籍所在地，不是学校所在地；不能与按学校所在地统计的在校生相除或对比"]
    return []


def _unverified(reader: Reader, question: Question) -> list[str]:
    """A reference line that nobody has found in a document says so."""
    lines = [each for each in question.indicator.references if not each.verified]
    return [f"参考线“{each.source}”" for each in lines[:1]]


def rank_refused(indicator: Indicator) -> str:
    """Why schools are not ranked by this indicator while the setting is off."""
    assert declared(indicator.numerator.dataset)
    return (
        f"按“{indicator.zh}”给学校排名默认关闭：《未成年人学校保护规定》（教育部令第50号）和《义务教育质量评价指南》不得公开成绩和名次。"
        "确需内部使用的，由管理员在“设置”中开启“学校成绩排名”，结果不得公开"
    )
