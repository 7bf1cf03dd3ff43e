"""The sheets that explain a download: 口径 says what the numbers mean, 来源 which files they were read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.evidence import EVIDENCE_ZH
from catalog.model import Dataset, Direction, Indicator, Role
from catalog.periods import label_zh
from catalog.settings import DEFAULTS, InForce, Settings, StandardInForce
from catalog.stages import stage
from reports.moments import local_moment
from reports.selection import LEVEL_LABELS, Selection
from reports.table import Sheet
from reports.units import UNIT_LABELS
from store import Reader
from store.aid_standards import amount_written, described

_DIRECTIONS = {Direction.HIGHER: "越高越好", Direction.LOWER: "越低越好", Direction.NONE: "不分好坏，不作评价"}
_ROLES = {
    Role.KEY: "分类", Role.STOCK: "时点数（某一天的数）", Role.FLOW: "时期数（一段时间累计）", Role.ATTRIBUTE: "属性",
}  # fmt: skip


@dataclass(frozen=True)
class Occasion:
    """Who took the download, when, from which version, with which filters, all in words. Coverage is a sentence."""

    version: str
    person: str
    moment: str
    selection: Selection
    township_names: dict[str, str]
    coverage: str = ""
    settings: Settings = DEFAULTS

    def rows(self) -> list[tuple[str, str]]:
        """The occasion as lines of the 口径 sheet."""
        filters = [(f"筛选·{label}", text) for label, text in self.selection.described(self.township_names)]
        return [
            ("覆盖情况", self.coverage),
            *filters,
            ("数据版本", self.version),
            ("下载", f"{self.person}，{self.moment}"),
            ("空白格", "未报或不适用，不等于 0"),
        ]


def indicator_meaning(indicator: Indicator, occasion: Occasion, cautions: Sequence[str] = ()) -> Sheet:
    """What an indicator means, by its declaration; `cautions` say what in these values may not be compared."""
    references = "；".join(
        f"{reference_text(indicator, each.value)}（{stage(each.stage).zh + '：' if each.stage else ''}{each.source}）"
        for each in indicator.references
    )
    rows = [
        ("指标", f"{indicator.zh}（{indicator.en}）"),
        ("算法", indicator.formula_zh),
        ("单位", UNIT_LABELS[indicator.unit] or "无"),
        ("方向", _DIRECTIONS[indicator.direction]),
        *setting_rows(indicator, occasion.settings),
        *standard_rows(indicator, occasion.settings),
        ("可用层级", "、".join(LEVEL_LABELS[each] for each in indicator.levels)),
        ("依据", f"{indicator.source}（{EVIDENCE_ZH[indicator.evidence]}）"),
        ("为什么看它", indicator.why_zh),
        ("参考值", references or "无"),
        ("汇总", "先把分子、分母分别加总再相除，不对比率求平均" if indicator.denominator else "各校相加"),
        *(("比较须知", each) for each in cautions),
        *occasion.rows(),
    ]
    return Sheet("口径", ("项目", "内容"), rows)


def setting_rows(indicator: Indicator, settings: Settings) -> list[tuple[str, str]]:
    """The settings behind an indicator: value, who set it when and why, else where the default comes from."""
    return [(f"设置·{each.setting.zh}", setting_text(each)) for each in settings.used_by(indicator)]


def standard_rows(indicator: Indicator, settings: Settings) -> list[tuple[str, str]]:
    """The aid standards in force that judge an indicator, each with what it rests on."""
    if not indicator.judged_by_standards:
        return []
    return [(f"资助标准·{described(each.standard)}", _standard_text(each)) for each in settings.aid.listed()]


def _standard_text(each: StandardInForce) -> str:
    amount = amount_written(each.standard)
    if each.at is not None:
        return f"{amount}（{each.person} {local_moment(each.at)} 定，依据：{each.note}）"
    doubt = f"；{each.standard.doubt}" if each.standard.doubt else ""
    return f"{amount}（{each.standard.source}；{EVIDENCE_ZH[each.standard.evidence]}{doubt}）"


def setting_text(each: InForce) -> str:
    """A setting in force as a sentence."""
    if each.at is None:
        return f"{each.text}（默认；{each.setting.source}；{EVIDENCE_ZH[each.setting.evidence]}）"
    return f"{each.text}（{each.person} {local_moment(each.at)} 改，原因：{each.note}；默认 {each.setting.written(each.setting.default)}）"


def reference_text(indicator: Indicator, value: float) -> str:
    """A reference value as it is written: 5% for a rate, 45 for a number."""
    return f"{value * 100:g}%" if UNIT_LABELS[indicator.unit] == "%" else f"{value:g}"


def dataset_meaning(dataset: Dataset, occasion: Occasion) -> Sheet:
    """What a dataset holds and what each of its columns means, by its declaration."""
    rows = [
        ("数据集", f"{dataset.zh}（{dataset.en}）"),
        ("一行是什么", dataset.grain),
        *occasion.rows(),
        *(
            (f"列·{column.zh}", _column_text(column.unit, _ROLES[column.role], column.note))
            for column in dataset.stored
        ),
        ("列·推算列", "由比率或平均数折算出来的列，不是直接填报的数"),
        ("列·来源批次", "最后改动这一行的上传批次，见“来源”表"),
    ]
    return Sheet("口径", ("项目", "内容"), rows)


def _column_text(unit: str, role: str, note: str) -> str:
    return "；".join(part for part in (f"单位：{unit}" if unit else "", role, note) if part)


SOURCE_HEADER = ("批次", "文件", "工作表", "数据集", "时期", "采用行数", "上传人", "时间")


def sources(reader: Reader, datasets: Sequence[Dataset], periods: Sequence[str] = ()) -> Sheet:
    """The files in use that the numbers were read from: of these datasets and, when named, of rows of these periods."""
    found = [row for dataset in datasets for row in _sources_of(reader, dataset, periods)]
    return Sheet("来源", SOURCE_HEADER, sorted(found))


def _sources_of(reader: Reader, dataset: Dataset, periods: Sequence[str]) -> list[tuple[str, ...]]:
    rows = reader.rows(
        f"""SELECT b.batch_id, b.file_name, s.sheet, s.period, s.rows_accepted, b.person, b.created_at
            FROM batch b JOIN sheet s USING (batch_seq)
            WHERE b.live AND s.dataset = $dataset AND (len($periods) = 0 OR EXISTS (
                SELECT 1 FROM "rows_{dataset.name}" r
                WHERE r.batch_seq = s.batch_seq AND r.sheet_no = s.sheet_no AND r.period IN (SELECT unnest($periods))))
            ORDER BY b.batch_seq, s.sheet_no""",
        {"dataset": dataset.name, "periods": list(periods)},
    )
    return [
        (
            str(row["batch_id"]), str(row["file_name"] or ""), str(row["sheet"] or ""), dataset.zh,
            label_zh(row["period"]) if row["period"] else "", f"{row['rows_accepted'] or 0:,}",
            str(row["person"] or ""),
            local_moment(row["created_at"]),
        )
        for row in rows
    ]  # fmt: skip
