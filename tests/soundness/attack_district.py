"""A district of chance with few pupils here and many there, in every return that counts people."""

from __future__ import annotations

import datetime
import random
from typing import Any

from tests.metrics.building import File, Said, enrolled, month, pair, register
from tests.soundness.tagged import Cell

TOWNSHIPS = ("东镇", "西镇", "南乡")
ZONES = ("一片", "二片", None)
YEARS = (2022, 2023)
PER_HEAD = 500.0
GRADES = {"primary": range(1, 7), "junior": range(7, 10)}


class AttackDistrict:
    """Files of one district. The same seed gives the same files. `returns`: which datasets are told."""

    def __init__(self, seed: int, returns: tuple[str, ...]) -> None:
        self.chance = random.Random(seed)
        self.returns = returns
        self.schools = [f"第{'一二三四五六七八'[number]}校" for number in range(self.chance.randint(5, 7))]
        self.homes = {name: TOWNSHIPS[number % 3] for number, name in enumerate(self.schools)}
        self.seats = [
            (name, stage)
            for name in self.schools
            for stage in self.chance.choice((["primary"], ["junior"], ["primary", "junior"]))
        ]
        self.usual = {seat: self.chance.choice((4, 9, 15, 60, 240)) for seat in self.seats}
        self.pupils = {
            (*seat, year): max(1, self.usual[seat] + self.chance.randint(-3, 3))
            for seat in self.seats
            for year in YEARS
        }
        # What schools that did not report would have said of their pupils, where areas state totals of their own.
        self.silent: dict[Cell, float] = {}
        rows = self._register()
        for name in returns:
            rows += getattr(self, f"_{name}")()
        self.files = [File(rows)]

    def _part(self, whole: int, share: float = 1.0) -> int:
        return self.chance.randint(0, max(0, round(whole * share)))

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    def _register(self) -> list[Said]:
        rows = []
        for name in self.schools:
            stages = [stage for school, stage in self.seats if school == name]
            kind = {"urban_rural": self.chance.choice(("urban", "rural")), "zone": self.chance.choice(ZONES)}
            rows += register(name, self.homes[name], stages, **kind)
        # One school lies elsewhere from the second year on.
        moved = self.schools[0]
        stages = [stage for school, stage in self.seats if school == moved]
        return rows + register(moved, TOWNSHIPS[1], stages, f"{YEARS[1]}-{YEARS[1] + 1}")

    def _enrolment(self) -> list[Said]:
        rows = []
        for name, stage in self.seats:
            by_grade = self._often(0.4)
            for year in YEARS:
                pupils, period = self.pupils[name, stage, year], f"{year}-{year + 1}-1"
                if "area_totals" in self.returns and self._often(0.2):
                    self.silent["enrolment", name, stage, period, "None", "pupils"] = float(pupils)
                    continue
                for grade, share in self._shares(stage, pupils) if by_grade else [(None, pupils)]:
                    girls, boarders = self._part(share), self._part(min(share, 30))
                    rows.append(enrolled(name, period, stage, grade=grade, pupils=share, girls=girls, boarders=boarders,
                                         disabled=self._part(min(share, 3)), classes=1))  # fmt: skip
        return rows

    def _area_totals(self) -> list[Said]:
        """What townships and the district state of themselves beside their schools, silent ones among them."""
        rows = []
        for year in YEARS:
            period = f"{year}-{year + 1}-1"
            for stage in GRADES:
                for township in (*TOWNSHIPS, None):
                    whole = [self.pupils[name, each, year] for name, each in self.seats
                             if each == stage and township in (None, self._lies(name, year))]  # fmt: skip
                    if whole and self._often(0.7):
                        facts = {"stage": stage, "pupils": sum(whole), "girls": self._part(sum(whole))}
                        rows.append(Said("enrolment", period, facts, None, township))
        return rows

    def _lies(self, name: str, year: int) -> str:
        return TOWNSHIPS[1] if name == self.schools[0] and year == YEARS[1] else self.homes[name]

    def _shares(self, stage: str, pupils: int) -> list[tuple[int, int]]:
        grades = list(GRADES[stage])
        cuts = sorted(self.chance.randint(0, pupils) for _ in grades[1:])
        return [(grade, high - low) for grade, low, high in zip(grades, [0, *cuts], [*cuts, pupils], strict=True)]

    def _dropout(self) -> list[Said]:
        rows = []
        for code in ("2023-09", "2023-10", "2023-11", "2023-12"):
            for name, stage in self.seats:
                if self._often(0.85):
                    out = self.chance.choice((0, 0, 0, 1, 2, 12))
                    rows.append(month(name, code, stage, enrolled_start=self.pupils[name, stage, 2023], dropouts=min(out, self.pupils[name, stage, 2023]),
                                      returned=self._part(min(out, self.pupils[name, stage, 2023])), still_out=self._part(3), reported=True))  # fmt: skip
        return rows

    def _subsidy(self) -> list[Said]:
        rows = []
        for year in YEARS:
            for name, stage in self.seats:
                for programme in ("寄宿补助", "营养改善"):
                    for category in ("脱贫户", "低保户"):
                        if self._often(0.7):
                            eligible = self._part(min(self.pupils[name, stage, year], 40))
                            got = max(0, eligible - self.chance.choice((0, 0, 1, 5, 20)))
                            facts = {"programme": programme, "category": category, "recipients": got, "amount": got * PER_HEAD, "eligible": eligible}  # fmt: skip
                            rows.append(Said("subsidy", f"{year}-{year + 1}-1", {"stage": stage, **facts}, name))
        return rows

    def _exam(self) -> list[Said]:
        rows = []
        for year in YEARS:
            for name in [school for school, stage in self.seats if stage == "junior"]:
                for subject in ("语文", "数学"):
                    eligible = self.pupils[name, "junior", year]
                    sat = max(0, eligible - self.chance.choice((0, 0, 1, 4, 12)))
                    good = self._part(sat)
                    facts: dict[str, Any] = {"eligible": eligible, "sat": sat, "n_pass": good, "n_excellent": self._part(good), "n_low": self._part(sat - good)}  # fmt: skip
                    mean = 55.0 + self._part(30)
                    facts |= {
                        "sum_score": mean * sat,
                        "sum_squares": (mean**2 + 100.0) * sat,
                        "full_mark": 100.0,
                        "grade": 9,
                        "exam": "中考",
                        "subject": subject,
                    }
                    rows.append(Said("exam", f"{year}-{year + 1}-2", {"stage": "junior", **facts}, name))
        return rows

    def _staff(self) -> list[Said]:
        rows = []
        for year in YEARS:
            for name, stage in self.seats:
                teachers = self.chance.choice((3, 8, 12, 30))
                licensed, trained = (max(0, teachers - self.chance.choice((0, 1, 6))) for _ in range(2))
                facts = {"teachers": teachers, "staff": teachers + self.chance.choice((0, 2, 15)), "qualified": self._part(teachers), "licensed": licensed, "trained": trained}  # fmt: skip
                rows.append(Said("staff", f"{year}-{year + 1}", {"stage": stage, **facts}, name))
        return rows

    def _health(self) -> list[Said]:
        rows = []
        for name, stage in self.seats:
            tested = self.pupils[name, stage, 2023]
            passed = max(0, tested - self.chance.choice((0, 1, 5, 30)))
            facts = {"fitness_tested": tested, "fitness_pass": passed, "fitness_good": self._part(passed), "vision_checked": tested, "myopic": self._part(tested)}  # fmt: skip
            rows.append(Said("health", "2023-2024", {"stage": stage, **facts}, name))
        return rows

    def _population(self) -> list[Said]:
        rows = []
        for township in TOWNSHIPS:
            for stage, ages in (("primary", range(6, 12)), ("junior", range(12, 15))):
                for age in ages:
                    people = self.chance.choice((3, 11, 40, 200))
                    facts = {
                        "age": str(age),
                        "population": people,
                        "age_enrolled": max(0, people - self.chance.choice((0, 1, 15))),
                    }
                    rows.append(Said("population", "2023-2024", {"stage": stage, **facts}, None, township))
        return rows

    def _dropout_reason(self) -> list[Said]:
        return [
            Said(
                "dropout_reason",
                "2023-2024",
                {"stage": stage, "reason": reason, "cases": self.chance.choice((0, 1, 3, 14))},
                name,
            )
            for name, stage in self.seats
            for reason in ("learning", "work")
            if self._often(0.7)
        ]

    def _funding(self) -> list[Said]:
        return [
            Said(
                "funding",
                "2023",
                {
                    "stage": stage,
                    "funded_pupils": self.pupils[name, stage, 2022],
                    "public_funds": 1000.0 + self._part(90_000),
                },
                name,
            )
            for name, stage in self.seats
        ]

    def _resource(self) -> list[Said]:
        return [
            Said(
                "resource",
                "2023-2024",
                {
                    "stage": stage,
                    "item": item,
                    "quantity": float(self._part(40)),
                    "pupils": self.pupils[name, stage, 2023],
                },
                name,
            )
            for name, stage in self.seats
            for item in ("computers", "mid_title_teachers")
        ]

    def _pair(self) -> list[Said]:
        core, member, *_ = self.schools
        return [pair(core, member, datetime.date(2022, 9, 1)), pair(core, self.schools[-1], datetime.date(2022, 9, 1))]

    def _support(self) -> list[Said]:
        core, member, *_ = self.schools
        return [
            Said(
                "support",
                period,
                {
                    "core": core,
                    "member": member,
                    "activity": activity,
                    "direction": direction,
                    "count": 3,
                    "persons": self.chance.choice((0, 2, 5, 14, 60)),
                },
            )
            for period in ("2022-2023-1", "2022-2023-2", "2023-2024-1")
            for activity in ("送教", "跟岗")
            for direction in ("core_to_member", "member_to_core")
            if self._often(0.8)
        ]
