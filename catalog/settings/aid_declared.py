"""The national base standards of student subsidy as far as they were found, oldest first. Provinces may pay more: the bureau
sets its own on the settings page. What could not be verified says so in its own words."""

from __future__ import annotations

from catalog.settings.aid import AidStandard, AidTable, StandardInForce
from catalog.settings.model import Evidence

_PUBLISHED, _PRACTICE = Evidence.PUBLISHED, Evidence.PRACTICE
_UNDATED = "起始学期未核实"
_PRIMARY, _JUNIOR, _BOTH = "primary", "junior", ("primary", "junior")

_FIVE_HUNDRED = "农村义务教育寄宿生生活费补助：每天2元（小学）、2.5元（初中），全年250天（省级实施文件）"
_JUNIOR_2008 = "2008年春季起初中每天3元（省级实施文件）"
_RAISED = "“再次提高1元”倒推：每天3元、4元"
_FOUR_FIVE = "2011年秋季起每天4元（小学）、5元（初中），全年250天（公开报道）"
_FOUR_KINDS = "2019年秋季起四类非寄宿生按寄宿生标准的50%（省级报道）"
_LIVING_2024 = "财政部消息：从2024年春季学期起寄宿生每年1250元、1500元，非寄宿生按50%"
_THREE = "2011年秋季起每天3元、全年200天（国务院部署，公开报道）"
_FOUR = "每天4元、全年200天；2020年的学校通知中可见"
_FIVE = "2021年秋季起每天5元、全年200天（公开报道）；地方试点中央奖补每天4元"
_GRANT_1500 = "平均每年1500元"
_GRANT_2000 = "平均每年2000元，分档1000至3000元（省级文件）"
_GRANT_2300 = "2024年10月通知：2025年春季起平均每年2300元（财教〔2024〕181号，文号未核实）"
_LOCAL_FEE = "按当地核定的收费标准免除，没有全国金额"
_KINDERGARTEN = "地方先行、中央补助，没有全国金额；一个区2020年春季为每人375元"
_CARE = "国办发〔2025〕27号：2025年秋季起免大班保育教育费，按当地核定标准；补给幼儿园，不是困难资助"


def _living(case: str, stages: dict[str, float], since: str, source: str, doubt: str = "") -> list[AidStandard]:
    return [
        AidStandard("living", stage, since, year, year / 2, case, source=source, doubt=doubt)
        for stage, year in stages.items()
    ]


def _meals(per_day: float, since: str, source: str, doubt: str = "") -> list[AidStandard]:
    days = 200
    return [
        AidStandard(
            "nutrition", stage, since, per_day * days, None, per_day=per_day, days=days, source=source, doubt=doubt
        )
        for stage in _BOTH
    ]


def _grant(stage: str, since: str, year: float, source: str, *, tiers: tuple[float, float] | None = None,
           evidence: Evidence = _PUBLISHED, doubt: str = "") -> AidStandard:  # fmt: skip
    low, high = tiers or (None, None)
    return AidStandard("grant", stage, since, year, year / 2, low=low, high=high, mean=True, source=source, evidence=evidence, doubt=doubt)  # fmt: skip


def _local(programme: str, stage: str, since: str, source: str, doubt: str = "") -> AidStandard:
    return AidStandard(programme, stage, since, None, None, source=source, doubt=doubt)


DECLARED: tuple[AidStandard, ...] = (
    *_living("boarder", {_PRIMARY: 500, _JUNIOR: 625}, "2007-2008-1", _FIVE_HUNDRED),
    *_living("boarder", {_JUNIOR: 750}, "2007-2008-2", _JUNIOR_2008),
    *_living("boarder", {_PRIMARY: 750, _JUNIOR: 1000}, "2010-2011-1", _RAISED, "起始学期是推断的，未核实"),
    *_living("boarder", {_PRIMARY: 1000, _JUNIOR: 1250}, "2011-2012-1", _FOUR_FIVE),
    *_living("day", {_PRIMARY: 500, _JUNIOR: 625}, "2019-2020-1", _FOUR_KINDS),
    *_living("boarder", {_PRIMARY: 1250, _JUNIOR: 1500}, "2023-2024-2", _LIVING_2024),
    *_living("day", {_PRIMARY: 625, _JUNIOR: 750}, "2023-2024-2", _LIVING_2024),
    *_meals(3, "2011-2012-1", _THREE),
    *_meals(4, "2014-2015-1", _FOUR, "起始学期未核实（一说2014年11月）"),
    *_meals(5, "2021-2022-1", _FIVE),
    _grant("senior", "2010-2011-1", 1500, _GRANT_1500, evidence=_PRACTICE, doubt="未查到文件"),
    _grant("senior", "2014-2015-2", 2000, _GRANT_2000, tiers=(500, 1500), doubt=_UNDATED),
    _grant("senior", "2024-2025-2", 2300, _GRANT_2300, doubt="分档由各地定，未登记"),
    _grant("vocational", "2007-2008-1", 1500, f"{_GRANT_1500}，一、二年级（学校说明）", doubt=_UNDATED),
    _grant("vocational", "2014-2015-2", 2000, f"{_GRANT_2000}；一、二年级", tiers=(500, 1500), doubt=_UNDATED),
    _grant("vocational", "2024-2025-2", 2300, f"{_GRANT_2300}；扩到三年级", doubt="分档由各地定，未登记；一所学校为每学期1400、1150、900元"),
    _local("fees", "senior", "2016-2017-1", f"财教〔2016〕292号：2016年秋季起四类学生；{_LOCAL_FEE}"),
    _local("fees", "vocational", "2012-2013-1", f"全日制一至三年级；{_LOCAL_FEE}", _UNDATED),
    AidStandard("scholarship", "vocational", "2019-2020-1", 6000, None, source="每年6000元，按学年评定（学校说明）", doubt=_UNDATED),
    _local("kindergarten", "kindergarten", "2011-2012-1", _KINDERGARTEN, _UNDATED),
    _local("care_fee", "kindergarten", "2025-2026-1", _CARE),
    AidStandard("yulu", "vocational", "2015-2016-1", 3000, None, source="一地每学期1500元；由农业农村部门发放，不与教育资助相加", evidence=_PRACTICE, doubt="各地不同，未核实"),
)  # fmt: skip

DECLARED_TABLE = AidTable({each.key: StandardInForce(each) for each in DECLARED})
