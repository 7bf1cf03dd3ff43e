"""Small districts made by chance: missing rows and cells, area totals, grades beside totals, undone files, moves, zones."""

from __future__ import annotations

import datetime
import random
from typing import Any

from tests.metrics.building import File, Said, pair, register

TOWNSHIPS = ("东镇", "西镇", "南乡")
ZONES = ("一片", "二片", None)
YEARS = (2016, 2017, 2018, 2019, 2020, 2021, 2022)
LAST = 2022
STAGES = (["primary"], ["junior"], ["primary", "junior"], ["kindergarten"])
GRADES = {"primary": range(1, 7), "junior": range(7, 10), "kindergarten": range(-3, 0)}


class RandomDistrict:
    """Files of one district. The same seed gives the same files."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        # Every other district is as most are: no totals of areas, one rhythm of returns, whole rows. It takes the short way.
        self.plain = seed % 2 == 1
        self.schools = [f"第{'一二三四五六七八九'[number]}校" for number in range(self.chance.randint(3, 7))]
        self.stages = {name: self.chance.choice(STAGES) for name in self.schools}
        self.homes = {name: self.chance.choice(TOWNSHIPS) for name in self.schools}
        self.files = [File(self._register())]
        for make in (
            self._enrolment,
            self._dropout,
            self._subsidy,
            self._exam,
            self._resource,
            self._staff,
            self._population,
        ):
            self.files += make()
        rest = self.files[1:]
        self.chance.shuffle(rest)
        self.files[1:] = rest
        self.files.append(File(self._pairs()))

    def _often(self, share: float = 0.8) -> bool:
        return self.chance.random() < share

    def _count(self, most: int, share: float = 0.85) -> int | None:
        return self.chance.randint(0, most) if self._often(share) else None

    def _file(self, rows: list[Said]) -> File:
        self.chance.shuffle(rows)
        return File(rows, live=self._often(0.85))

    def _register(self) -> list[Said]:
        rows = []
        for name in self.schools:
            facts: dict[str, Any] = {
                "zone": self.chance.choice(ZONES),
                "urban_rural": self.chance.choice(("urban", "rural")),
            }
            if not self._often(0.85):
                facts["opened"] = datetime.date(LAST, 2, 1)
            rows += register(name, self.homes[name], self.stages[name], **facts)
            if not self._often(0.7):
                moved = self.chance.choice(TOWNSHIPS)
                rows += register(name, moved, self.stages[name], f"{LAST}-{LAST + 1}", urban_rural="town")
            if not self._often(0.9):
                rows += register(name, None, self.stages[name], f"{LAST}-{LAST + 1}-2", status="closed")
        return rows

    def _enrolment(self) -> list[File]:
        files = []
        for year in YEARS:
            for period in self.chance.sample([f"{year}-{year + 1}-1", f"{year}-{year + 1}-2", f"{year}-{year + 1}"], 2):
                rows = [
                    said
                    for name in self.schools
                    for stage in self.stages[name]
                    if self._often()
                    for said in self._enrolled(name, stage, period)
                ]
                rows += self._area_totals("enrolment", period, lambda: self._facts(3000))
                files.append(self._file(rows))
        return files

    def _enrolled(self, name: str, stage: str, period: str) -> list[Said]:
        by_grade = [
            Said("enrolment", period, {"stage": stage, "grade": grade, **self._facts(60)}, name)
            for grade in GRADES[stage]
            if self._often()
        ]
        whole = Said("enrolment", period, {"stage": stage, **self._facts(400)}, name)
        return self.chance.choice(([whole], by_grade, [whole, *by_grade]))

    def _facts(self, most: int) -> dict[str, Any]:
        names = ("classes", "pupils", "boarders", "left_behind", "teachers_fulltime", "classes_56_65", "classes_66p")
        moving = ("intake", "graduates", "transfer_in", "transfer_out")
        return {name: self._count(most) for name in (*names, *moving)}

    def _area_totals(self, dataset: str, period: str, facts: Any) -> list[Said]:
        rows: list[Said] = []
        for stage in () if self.plain else ("primary", "junior", "senior"):
            if not self._often(0.75):
                rows.append(Said(dataset, period, {"stage": stage, **facts()}))
            rows += [
                Said(dataset, period, {"stage": stage, **facts()}, None, name)
                for name in TOWNSHIPS
                if not self._often(0.75)
            ]
        return rows

    def _dropout(self) -> list[File]:
        files = []
        months = [f"{LAST}-{month:02d}" for month in (9, 10, 11, 12)] + [f"{LAST + 1}-{month:02d}" for month in (1, 3)]
        wider = [f"{LAST}-{LAST + 1}-1", f"{LAST}-{LAST + 1}-2", f"{LAST}-{LAST + 1}", f"{LAST - 1}-{LAST}"]
        for period in (*self.chance.sample(months, 4), *(() if self.plain else self.chance.sample(wider, 2))):
            rows = [
                Said("dropout", period, {"stage": stage, **self._return()}, name)
                for name in self.schools
                for stage in self.stages[name]
                if self._often()
            ]
            files.append(self._file(rows + self._area_totals("dropout", period, self._return)))
        return files

    def _return(self) -> dict[str, Any]:
        made = self.chance.choice((True, True, None, False))
        if made is False:
            return {"reported": False}
        return {
            "enrolled_start": self._count(300, 0.6),
            "dropouts": self._count(9),
            "returned": self._count(5),
            "again": self._count(2, 0.5),
            "still_out": self._count(4, 0.5),
            "days_out": self._count(200, 0.5),
            "reported": made,
        }

    def _subsidy(self) -> list[File]:
        files = []
        terms = [f"{year}-{year + 1}-{term}" for year in (LAST - 1, LAST) for term in (1, 2)]
        wider = () if self.plain else (f"{LAST}-{LAST + 1}", f"{LAST + 1}", f"{LAST}-10")
        for period in (*self.chance.sample(terms, 3), *wider):
            if self._often(0.7):
                rows = [
                    Said("subsidy", period, {"stage": stage, "programme": programme, **self._money()}, name)
                    for name in self.schools
                    for stage in self.stages[name]
                    for programme in ("一补", "营养")
                    if self._often(0.6)
                ]
                totals = self._area_totals("subsidy", period, lambda: {"programme": "一补", **self._money()})
                files += [self._file(rows), self._file(totals)] if self._often(0.5) else [self._file(rows + totals)]
        return files

    def _money(self) -> dict[str, Any]:
        amount = self._count(5000, 1 if self.plain else 0.85)
        recipients = self._count(90, 1 if self.plain else 0.85)
        return {
            "recipients": recipients,
            "eligible": self._count(100, 0.6),
            "amount": None if amount is None else amount / 2,
        }

    def _exam(self) -> list[File]:
        files = []
        for period in (f"{LAST - 1}-{LAST}-2", f"{LAST}-{LAST + 1}-2"):
            rows = []
            for name in self.schools:
                for subject in ("语文", "数学"):
                    if "junior" in self.stages[name] and self._often(0.9):
                        rows.append(Said("exam", period, self._paper(subject), name))
            files.append(self._file(rows))
        return files

    def _paper(self, subject: str) -> dict[str, Any]:
        sat = self.chance.randint(0, 60)
        scores = [self.chance.randint(10, 100) for _ in range(sat)]
        facts: dict[str, Any] = {
            "sum_score": float(sum(scores)) if self._often(0.95) else None,
            "sat": sat,
            "eligible": self._count(80),
        }
        facts["sum_squares"] = float(sum(score**2 for score in scores)) if self._often(0.97) else None
        facts |= {name: self._count(sat) for name in ("n_pass", "n_excellent", "n_low")}
        return {"stage": "junior", "grade": 9, "exam": "中考", "subject": subject, "full_mark": 100.0, **facts}

    def _resource(self) -> list[File]:
        rows = [
            Said(
                "resource",
                f"{LAST}-{LAST + 1}",
                {"stage": stage, "item": item, "quantity": self._count(500), "pupils": self._count(300, 0.5)},
                name,
            )
            for name in self.schools
            for stage in self.stages[name]
            for item in ("books", "computers")
            if stage != "kindergarten" and self._often()
        ]
        return [self._file(rows)] if rows else []

    def _staff(self) -> list[File]:
        """Returns of datasets that are nothing but shares of their own columns: teachers, and the fitness test."""
        files = []
        for period in (f"{LAST - 1}-{LAST}", f"{LAST}-{LAST + 1}"):
            for dataset, columns in (
                ("staff", ("teachers", "qualified", "trained")),
                ("health", ("fitness_tested", "fitness_good")),
            ):
                rows = [
                    Said(dataset, period, {"stage": stage, **{name: self._count(60) for name in columns}}, name)
                    for name in self.schools
                    for stage in self.stages[name]
                    if self._often()
                ]
                files.append(self._file(rows))
        return files

    def _population(self) -> list[File]:
        """Children of school age by township, and of the whole district."""
        period = f"{LAST}-{LAST + 1}"
        rows = [
            Said(
                "population",
                period,
                {"stage": stage, "population": self._count(900), "age_enrolled": self._count(900)},
                None,
                place,
            )
            for stage in ("primary", "junior")
            for place in (*TOWNSHIPS, None)
            if self._often(0.7)
        ]
        return [self._file(rows)] if rows else []

    def _pairs(self) -> list[Said]:
        core, member = self.chance.sample(self.schools, 2)
        return [
            pair(core, member, datetime.date(LAST, 9, 1), datetime.date(LAST + 1, 1, 31) if self._often(0.5) else None)
        ]
