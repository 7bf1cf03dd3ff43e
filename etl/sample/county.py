"""The invented county 青云县: its townships, inspection zones and schools. Nothing here exists.

School codes look as the ministry writes them (two digits for the category, two for the province, six for the serial)
but carry 99 where a province stands, which no province has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

DISTRICT = "青云县"
FIRST_YEAR = 2020
YEARS = tuple(range(FIRST_YEAR, 2026))  # the autumn in which each school year starts

_CATEGORY = {"kindergarten": "11", "primary": "21", "junior": "31", "senior": "34", "vocational": "36", "special": "51"}
_NO_PROVINCE = "99"
_TOWN_POSITION = ("东", "西", "南", "北")


@dataclass(frozen=True)
class Township:
    """A township. `shape` is street (the county town), town or rural; `trend` is the yearly factor of its intake."""

    name: str
    shape: str
    zone: str
    trend: float
    villages: tuple[str, ...] = ()
    nine_year: bool = False


@dataclass(frozen=True)
class School:
    """A school. `base` is the pupils a grade had in the first autumn; a 教学点 teaches grades 1 to `top_grade` only."""

    code: str
    name: str
    township: str
    zone: str
    stages: tuple[str, ...]
    urban_rural: str
    ownership: str
    kind: str
    base: int
    trend: float
    parent: str | None = None
    closed_in: int | None = None
    top_grade: int = 6

    def is_open(self, year: int) -> bool:
        """Whether the school teaches in the school year that starts in autumn `year`."""
        return self.closed_in is None or year < self.closed_in

    @property
    def in_town(self) -> bool:
        """Whether the school stands in the county town."""
        return self.urban_rural == "urban"


@dataclass(frozen=True)
class County:
    """All townships and schools, in the order an office lists them."""

    townships: tuple[Township, ...]
    schools: tuple[School, ...]

    def school(self, name: str) -> School:
        """The first school of this name; StopIteration if there is none."""
        return next(each for each in self.schools if each.name == name)

    def by_code(self, code: str) -> School:
        """The school with this code; KeyError if there is none."""
        return self._codes[code]

    @cached_property
    def _codes(self) -> dict[str, School]:
        return {each.code: each for each in self.schools}

    def teaching(self, stage: str, year: int | None = None) -> tuple[School, ...]:
        """The schools that teach `stage` (in the school year from autumn `year`, if given)."""
        return tuple(each for each in self.schools if stage in each.stages and (year is None or each.is_open(year)))


TOWNSHIPS = (
    Township("云溪街道", "street", "城区督导区", 1.045),
    Township("青屏街道", "street", "城区督导区", 1.065),
    Township("石桥镇", "town", "东片督导区", 0.950, ("石桥村", "前湾", "大坝", "杨柳冲", "石门坎")),
    Township("龙湾镇", "town", "东片督导区", 0.945, ("龙湾口", "上坪", "桃花坞", "牛栏江", "沙子坡")),
    Township("柳林镇", "town", "东片督导区", 0.935, ("希望", "柳树湾", "火石岗", "红岩", "三岔河")),
    Township("白沙镇", "town", "西片督导区", 0.940, ("白沙洲", "鱼塘", "黄泥坡", "老鸦山", "茶园")),
    Township("清水镇", "town", "西片督导区", 0.945, ("清水塘", "凉水井", "瓦窑", "半坡", "麻柳湾")),
    Township("双河乡", "rural", "东片督导区", 0.905, ("双河口", "梨树坪", "青冈", "岩脚")),
    Township("松岭乡", "rural", "西片督导区", 0.900, ("希望", "松林坡", "大石板", "风吹岭")),
    Township("枫树乡", "rural", "西片督导区", 0.895, ("枫树湾", "乱石滩", "桐子林", "水井湾")),
    Township("高坪乡", "rural", "东片督导区", 0.900, ("高坪坝", "羊角山", "落水洞", "黑神庙"), nine_year=True),
    Township("竹溪乡", "rural", "西片督导区", 0.885, ("竹溪沟", "斑竹园", "小寨", "野猫坪"), nine_year=True),
)

# Three teaching points are merged into their parent in the autumn of 2023.
_MERGED = {"沙子坡教学点", "岩脚教学点", "野猫坪教学点"}
MERGE_YEAR = 2023


class _Register:
    """Collects schools and gives each the next serial of its category."""

    def __init__(self, rng: Random, copy: int, first_serial: int) -> None:
        self.rng, self.copy, self.serial = rng, copy, first_serial
        self.schools: list[School] = []

    def add(self, township: Township, name: str, stages: tuple[str, ...], base: tuple[int, int], **more: Any) -> School:
        """Register a school whose first grade size lies within `base`; later copies get a branch name."""
        self.serial += 1
        code = f"{_CATEGORY[stages[-1]]}{_NO_PROVINCE}{self.serial:06d}"
        full_name = name if self.copy == 1 else f"{name}第{self.copy}分校"
        setting = {"street": "urban", "town": "town", "rural": "town"}[township.shape]
        facts: dict[str, Any] = {
            "urban_rural": setting,
            "ownership": "public",
            "kind": stages[-1],
            "trend": township.trend,
            **more,
        }
        if full_name in _MERGED:
            facts["closed_in"] = MERGE_YEAR
        school = School(
            code=code,
            name=full_name,
            township=township.name,
            zone=township.zone,
            stages=stages,
            base=self.rng.randint(*base),
            **facts,
        )
        self.schools.append(school)
        return school


def build_county(seed: int, scale: int = 1) -> County:
    """The county with `scale` times the schools of the first copy (about 120 each)."""
    rng = Random(f"{seed}:county")
    schools: list[School] = []
    for copy in range(1, scale + 1):
        register = _Register(rng, copy, first_serial=100 + 1000 * (copy - 1))
        for number, township in enumerate(TOWNSHIPS):
            if township.shape == "street":
                _town_schools(register, township, number)
            else:
                _rural_schools(register, township)
        schools += register.schools
    return County(TOWNSHIPS, tuple(schools))


def _town_schools(register: _Register, town: Township, number: int) -> None:
    ordinals = ("一", "二", "三", "四", "五") if number == 0 else ("六", "七", "八", "九", "十")
    for position in _TOWN_POSITION:
        register.add(town, f"{town.name[:2]}{position}路幼儿园", ("kindergarten",), (70, 95), trend=1.0)
    register.add(town, f"{town.name[:2]}小太阳幼儿园", ("kindergarten",), (45, 60), ownership="private", trend=0.96)
    register.add(town, f"{town.name[:2]}启蒙幼儿园", ("kindergarten",), (35, 50), ownership="private", trend=0.94)
    for ordinal in ordinals:
        branch = "（东校区）" if ordinal == "八" else ""
        register.add(town, f"{DISTRICT}第{ordinal}小学{branch}", ("primary",), (135, 185))
    for ordinal in ("一", "二") if number == 0 else ("三", "四"):
        register.add(town, f"{DISTRICT}第{ordinal}初级中学", ("junior",), (0, 0))
    if number == 0:
        register.add(town, f"{DISTRICT}第一中学", ("senior",), (620, 640), trend=1.0)
        register.add(town, f"{DISTRICT}特殊教育学校", ("special",), (118, 118), trend=1.02)
        return
    register.add(
        town, "云帆实验学校（九年一贯制）", ("primary", "junior"), (85, 95), ownership="private", kind="nine_year"
    )
    register.add(town, f"{DISTRICT}第二中学", ("senior",), (500, 520), trend=1.0)
    register.add(town, f"{DISTRICT}中等职业技术学校", ("vocational",), (540, 560), trend=1.0)


def _rural_schools(register: _Register, place: Township) -> None:
    register.add(place, f"{place.name}中心幼儿园", ("kindergarten",), (48, 66), trend=place.trend - 0.03)
    hamlet = place.villages[0] if place.villages[0] != "希望" else f"{place.name}希望"
    register.add(place, f"{hamlet}幼儿园", ("kindergarten",), (14, 24), urban_rural="rural", trend=place.trend - 0.05)
    if not place.nine_year:
        register.add(
            place, f"{place.name}金苗幼儿园", ("kindergarten",), (22, 34), ownership="private", trend=place.trend - 0.04
        )
    size = (78, 96) if place.shape == "town" else (62, 76)
    if place.nine_year:
        centre = register.add(place, f"{place.name}九年一贯制学校", ("primary", "junior"), size, kind="nine_year")
    else:
        centre = register.add(place, f"{place.name}中心小学", ("primary",), size, kind="centre")
        register.add(place, f"{place.name}初级中学", ("junior",), (0, 0), parent=None)
    *villages, last, outpost = place.villages
    for village in villages:
        register.add(
            place,
            f"{village}小学",
            ("primary",),
            (14, 26),
            kind="village",
            urban_rural="rural",
            parent=centre.code,
            trend=place.trend - 0.02,
        )
    for hamlet in (last, outpost):
        register.add(
            place,
            f"{hamlet}教学点",
            ("primary",),
            (5, 9),
            kind="point",
            urban_rural="rural",
            parent=centre.code,
            trend=place.trend - 0.03,
            top_grade=3,
        )
