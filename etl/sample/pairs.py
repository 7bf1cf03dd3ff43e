"""Eighteen pairs of schools and what they did together, term by term or year by year."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from etl.sample import stories
from etl.sample.county import YEARS, County
from etl.sample.enrolment import school_year

MERGED, CO_BUILT, COLLABORATIVE = "merged", "co_built", "collaborative"


@dataclass(frozen=True)
class Pair:
    """A core and a member, both by registered name. `start` and `end` are ISO days."""

    core: str
    member: str
    pair_type: str
    group: str
    start: str
    end: str | None = None

    def active_in(self, year: int) -> bool:
        """Whether the pair works during the school year from autumn `year`."""
        return self.start <= f"{year}-09-01" and (self.end is None or self.end > f"{year}-09-01")


_FIRST, _SECOND, _THIRD = "2021-09-01", "2022-09-01", "2023-09-01"
PAIRS = (
    Pair("青云县第一小学", "石桥镇中心小学", MERGED, "第一小学教共体", _FIRST),
    Pair("青云县第一小学", "前湾小学", COLLABORATIVE, "第一小学教共体", _FIRST),
    Pair("青云县第二小学", "龙湾镇中心小学", CO_BUILT, "第二小学教共体", _FIRST),
    Pair("青云县第九小学", "枫树乡中心小学", COLLABORATIVE, "第九小学教共体", _FIRST, "2024-08-31"),
    Pair("青云县第四初级中学", "枫树乡初级中学", COLLABORATIVE, "第四初中教共体", _FIRST),
    Pair("青云县第四初级中学", "高坪乡九年一贯制学校", COLLABORATIVE, "第四初中教共体", _FIRST),
    Pair(stories.WORKING_CORE, stories.WORKING_MEMBER, CO_BUILT, "第二初中教共体", _SECOND),
    Pair(stories.FALLING_CORE, stories.FALLING_MEMBER, CO_BUILT, "第三初中教共体", _SECOND),
    Pair("青云县第一初级中学", "双河乡初级中学", COLLABORATIVE, "第一初中教共体", _SECOND),
    Pair("青云县第三小学", "柳林镇中心小学", CO_BUILT, "第三小学教共体", _SECOND),
    Pair("青云县第三小学", "柳树湾小学", COLLABORATIVE, "第三小学教共体", _SECOND),
    Pair("白沙镇中心小学", "鱼塘小学", CO_BUILT, "白沙镇教共体", _SECOND),
    Pair("清水镇中心小学", "凉水井小学", CO_BUILT, "清水镇教共体", _SECOND),
    Pair("云溪东路幼儿园", "石桥镇中心幼儿园", CO_BUILT, "云溪东路幼教共体", _SECOND),
    Pair("青云县第一初级中学", "松岭乡初级中学", COLLABORATIVE, "第一初中教共体", _THIRD),
    Pair("青云县第六小学", "双河乡中心小学", COLLABORATIVE, "第六小学教共体", _THIRD),
    Pair("青云县第七小学", "松岭乡中心小学", MERGED, "第七小学教共体", _THIRD),
    Pair("青屏东路幼儿园", "白沙镇中心幼儿园", COLLABORATIVE, "青屏东路幼教共体", _THIRD),
)

# A school year reported as one, and those reported by term.
YEARLY = (2021, 2024)
OUTSIDE_PARTNER = "邻市师范附属小学（区外协作）"
_TO_MEMBER, _TO_CORE, _BOTH = "core_to_member", "member_to_core", "both"
MEASURES = (
    "count",
    "persons",
    "lessons_taught",
    "lessons_observed",
    "lessons_explained",
    "research_halfdays",
    "amount",
)


def pair_rows(county: County) -> list[dict[str, Any]]:
    """Truth of the pair dataset: both schools by code, type, group, first and last day (None: still running)."""
    return [
        {
            "core_school": county.school(pair.core).code,
            "member_school": county.school(pair.member).code,
            "pair_type": pair.pair_type,
            "group": pair.group,
            "start": pair.start,
            "end": pair.end,
        }
        for pair in PAIRS
    ]


def support_rows(county: County, seed: int) -> list[dict[str, Any]]:
    """Truth of the support dataset. Keys: core_school, member_school, partner, period, activity, direction; measures
    that an activity does not have are None."""
    rows = []
    for year in YEARS:
        periods = [school_year(year)] if year in YEARLY else [f"{school_year(year)}-{half}" for half in (1, 2)]
        for number, pair in enumerate(PAIRS):
            if pair.active_in(year):
                for period in periods:
                    rng = Random(f"{seed}:support:{number}:{period}")
                    rows += _activities(county, pair, period, 2 if len(period) == 9 else 1, rng)
        if year == 2024:
            rows.append(_outside(county, school_year(year)))
    return rows


def _activities(county: County, pair: Pair, period: str, terms: int, rng: Random) -> list[dict[str, Any]]:
    effort = {MERGED: 1.4, CO_BUILT: 1.0, COLLABORATIVE: 0.6}[pair.pair_type] * terms
    lessons = round(rng.randint(24, 40) * effort)
    visits = round(rng.randint(4, 7) * effort)
    research = max(1, round(rng.randint(3, 6) * effort))
    planned: list[tuple[str, str, dict[str, float]]] = [
        ("同步课堂", _TO_MEMBER, {"count": lessons, "lessons_taught": lessons}),
        (
            "送教下乡",
            _TO_MEMBER,
            {"count": visits, "persons": visits * 3, "lessons_taught": visits * 2, "lessons_explained": visits},
        ),
        (
            "联合教研",
            _BOTH,
            {"count": research, "persons": research * rng.randint(9, 16), "research_halfdays": research},
        ),
        ("跟岗学习", _TO_CORE, {"persons": rng.randint(2, 5), "lessons_observed": rng.randint(20, 45)}),
    ]
    if pair.pair_type != COLLABORATIVE:
        planned.append(
            (
                "支教",
                _TO_MEMBER,
                {
                    "persons": rng.randint(1, 3),
                    "lessons_taught": rng.randint(31, 58) * terms,
                    "lessons_observed": rng.randint(8, 16) * terms,
                    "lessons_explained": rng.randint(2, 5) * terms,
                    "research_halfdays": rng.randint(2, 6) * terms,
                },
            )
        )
    if pair.pair_type == MERGED:
        planned.append(("物资帮扶", _TO_MEMBER, {"amount": 5000.0 * terms}))
    key = {
        "core_school": county.school(pair.core).code,
        "member_school": county.school(pair.member).code,
        "partner": None,
        "period": period,
    }
    return [
        {**key, "activity": activity, "direction": direction, **dict.fromkeys(MEASURES), **values}
        for activity, direction, values in planned
    ]


def _outside(county: County, period: str) -> dict[str, Any]:
    """One core school works with a partner outside the county, without a member."""
    return {
        "core_school": county.school("青云县第一小学").code,
        "member_school": None,
        "partner": OUTSIDE_PARTNER,
        "period": period,
        "activity": "联合教研",
        "direction": _BOTH,
        **dict.fromkeys(MEASURES),
        "count": 4,
        "persons": 62,
        "research_halfdays": 4,
    }
