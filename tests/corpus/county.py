"""An invented county: townships and their schools, small enough to print on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_DISTRICTS = ("青云县", "云岭县", "明河区", "澄江县")
_STEMS = ("石桥", "清水", "双河", "枫林", "白沙", "松岭", "柳坝", "云溪", "桃源", "龙泉")
_KINDS = ("镇", "乡", "镇", "乡", "街道")


@dataclass(frozen=True)
class School:
    """One school. `code` is a ten-digit official code."""

    name: str
    township: str
    stage: str
    code: str


@dataclass(frozen=True)
class County:
    """A district with schools in the order in which offices list them."""

    district: str
    schools: tuple[School, ...]

    @property
    def townships(self) -> list[str]:
        """Each township once, in order."""
        return list(dict.fromkeys(each.township for each in self.schools))

    def of_stage(self, *stages: str) -> list[School]:
        """The schools of these stages."""
        return [each for each in self.schools if each.stage in stages]


def invent_county(chance: Random) -> County:
    """Three to five townships with two to four schools each: primary schools, and a junior one in most."""
    stems = chance.sample(_STEMS, chance.randint(3, 5))
    schools: list[School] = []
    for stem in stems:
        township = stem + chance.choice(_KINDS)
        names = [(f"{stem}中心小学", "primary")]
        names += [
            (f"{stem}{part}小学", "primary") for part in chance.sample(("第二", "河口村", "东岭"), chance.randint(1, 2))
        ]
        names += [(f"{stem}初级中学", "junior")] if chance.random() < 0.8 else []
        for name, stage in names:
            prefix = "2151" if stage == "primary" else "3151"
            schools.append(School(name, township, stage, f"{prefix}{chance.randint(100000, 999999)}"))
    if not any(each.stage == "junior" for each in schools):
        schools.append(School(f"{stems[0]}初级中学", schools[0].township, "junior", "3151000017"))
    return County(chance.choice(_DISTRICTS), tuple(sorted(schools, key=lambda each: stems.index(each.name[:2]))))
