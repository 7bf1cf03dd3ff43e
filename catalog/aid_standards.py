"""What a pupil may receive a term, by programme and stage, from the day each standard held. From the sources' notes;
provinces may pay more, so a number outside the range is to be looked at, not wrong.

A range spans the cases of one programme that a return does not tell apart (boarders, the four categories of day pupils,
tiers). `step`: every payment is a multiple of it, so a sum is one too.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalog.settings import Evidence


@dataclass(frozen=True)
class AidStandard:
    """Yuan a pupil and term from the term `since` on, for programmes whose name holds `word` and none of `unless`."""

    word: str
    stage: str
    since: str
    low: float
    high: float
    source: str
    evidence: Evidence
    step: float | None = None
    unless: str = ""


_LIVING_2024 = "财政部消息：2024年春季学期起寄宿生1250/1500元每年，非寄宿四类减半"
_LIVING_2019 = "2011年秋寄宿生1000/1250元每年；2019年秋起非寄宿四类减半"
_GRANT = "平均资助标准；分档1000至3000元每年"
_PUBLISHED, _PRACTICE = Evidence.PUBLISHED, Evidence.PRACTICE


def _living(stage: str, boarder: float, since: str, source: str) -> tuple[AidStandard, ...]:
    """The living allowance: boarders, day pupils at half, and a programme whose name does not say which."""
    half, step = boarder / 2, 62.5
    return (
        AidStandard("非寄宿生生活补助", stage, since, half, half, source, _PUBLISHED, step),
        AidStandard("寄宿生生活补助", stage, since, boarder, boarder, source, _PUBLISHED, step, unless="非寄宿"),
        AidStandard("困难学生生活补助", stage, since, half, boarder, source, _PUBLISHED, step),
    )


AID_STANDARDS: tuple[AidStandard, ...] = (
    *_living("primary", 500, "2019-2020-1", _LIVING_2019),
    *_living("junior", 625, "2019-2020-1", _LIVING_2019),
    *_living("primary", 625, "2023-2024-2", _LIVING_2024),
    *_living("junior", 750, "2023-2024-2", _LIVING_2024),
    AidStandard("国家助学金", "senior", "2015-2016-1", 500, 1500, f"普通高中{_GRANT}（2015年春季起，日期未核实）", _PRACTICE),
    AidStandard("国家助学金", "vocational", "2015-2016-1", 500, 1500, f"中职{_GRANT}（2015年春季起，日期未核实）", _PRACTICE),
)  # fmt: skip


def aid_standard(programme: str | None, stage: str | None, term: str) -> AidStandard | None:
    """The standard in force in a term; None where none is declared, or the name says too little."""
    found = [
        each for each in AID_STANDARDS
        if programme and each.word in programme and each.stage == stage and each.since <= term
        and not (each.unless and each.unless in programme)
    ]  # fmt: skip
    return max(found, key=lambda each: each.since, default=None)
