"""Small districts made by chance: missing rows and cells, area totals, grades beside totals, undone files, moves, zones."""

from __future__ import annotations

import datetime
import random
from typing import Any

from tests.metrics.building import File, Said, pair, register

TOWNSHIPS = ("东镇", "西镇", "南乡")
ZONES = ("一片", "二片", None)
# Far enough apart for a cohort of three, of six and of nine years.
YEARS = (2014, 2016, 2017, 2019, 2020, 2021, 2022)
LAST = 2022
# In every fourth district nobody is missing in these: rates of the whole district need it.
COMPLETE = (2014, 2021, 2022)
STAGES = (["primary"], ["junior"], ["primary", "junior"], ["kindergarten"])
GRADES = {"primary": range(1, 7), "junior": range(7, 10), "kindergarten": range(-3, 0)}


class RandomDistrict:
    """Files of one district. The same seed gives the same files."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        # What is drawn aside leaves the districts that are known to hold everything as they are.
        self.aside = random.Random(-1 - seed)
        # Every other district is as most are: no totals of areas, one rhythm of returns, whole rows. It takes the short way.
        self.plain = seed % 2 == 1
        self.complete = COMPLETE if seed % 4 == 1 else ()
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
            self._funding,
            self._reasons,
            self._population,
        ):
            self.files += make()
        rest = self.files[1:]
        self.chance.shuffle(rest)
        self.files[1:] = rest
        self.files.append(File(self._pairs()))
        self.files.append(File(self._reviews()))

    def _often(self, share: float = 0.8) -> bool:
        return self.chance.random() < share

    def _count(self, most: int, share: float = 0.85) -> int | None:
        return self.chance.randint(0, most) if self._often(share) else None

    def _file(self, rows: list[Said], *, live: bool = False) -> File:
        self.chance.shuffle(rows)
        return File(rows, live=live or self._often(0.85))

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
            whole = year in self.complete
            spans = [f"{year}-{year + 1}-1", f"{year}-{year + 1}-2", f"{year}-{year + 1}"]
            for period in spans[:1] if whole else self.chance.sample(spans, 2):
                rows = [
                    said
                    for name in self.schools
                    for stage in self.stages[name]
                    if whole or self._often()
                    for said in self._enrolled(name, stage, period, whole)
                ]
                rows += self._area_totals("enrolment", period, lambda: self._facts(3000))
                files.append(self._file(rows, live=whole))
        return files

    def _enrolled(self, name: str, stage: str, period: str, whole: bool) -> list[Said]:
        share = 1.0 if whole else 0.85
        by_grade = [
            Said("enrolment", period, {"stage": stage, "grade": grade, **self._facts(60, share)}, name)
            for grade in GRADES[stage]
            if whole or self._often()
        ]
        total = Said("enrolment", period, {"stage": stage, **self._facts(400, share)}, name)
        return self.chance.choice(([total], by_grade, [total, *by_grade]))

    def _facts(self, most: int, share: float = 0.85) -> dict[str, Any]:
        names = ("classes", "pupils", "boarders", "left_behind", "teachers_fulltime", "classes_56_65", "classes_66p")
        among = ("girls", "migrant", "disabled")
        moving = ("intake", "graduates", "transfer_in", "transfer_out", "deaths", "to_senior", "to_general")
        found = {name: self._count(most, share) for name in (*names, *among, *moving)}
        # Drawn with another, so that the districts of each seed stay as they are.
        return found | {"classes_over_limit": found["classes_56_65"]}

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
            "suspended": self.aside.randint(0, 3) if self.aside.random() < 0.7 else None,
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
            "persons": self._count(80, 0.6),
            "letters_sent": self._count(30, 0.6),
            "letters_returned": self._count(20, 0.6),
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
            "registered": self._count(90),
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
        """Returns of datasets that are nothing but shares of their own columns: teachers, the fitness test, eyesight."""
        teachers = ("teachers", "qualified", "licensed", "trained", "exchange_eligible", "exchanged")
        health = ("fitness_tested", "fitness_good", "fitness_pass", "vision_checked", "myopic")
        files = []
        for period in (f"{LAST - 1}-{LAST}", f"{LAST}-{LAST + 1}"):
            for dataset, columns in (("staff", teachers), ("health", health)):
                files.append(self._shares(dataset, period, columns, lambda: self._count(60)))
        return files

    def _funding(self) -> list[File]:
        """Money by calendar year, and by school year where a district does it so."""
        columns = ("funded_pupils", "public_funds", "training_funds", "total_funds")
        spans = (f"{LAST}", f"{LAST + 1}", *(() if self.plain else (f"{LAST}-{LAST + 1}",)))
        return [self._shares("funding", period, columns, lambda: self._count(900)) for period in spans]

    def _shares(self, dataset: str, period: str, columns: tuple[str, ...], draw: Any) -> File:
        rows = [
            Said(dataset, period, {"stage": stage, **{name: draw() for name in columns}}, name)
            for name in self.schools
            for stage in self.stages[name]
            if self._often()
        ]
        totals = self._area_totals(dataset, period, lambda: {name: draw() for name in columns})
        return self._file(rows + totals)

    def _reasons(self) -> list[File]:
        """Children who left, by reason: a reason that a covered school does not name is none."""
        files = []
        for period in (f"{LAST}-{LAST + 1}-1", f"{LAST}-12", f"{LAST}-{LAST + 1}")[: 1 if self.plain else 3]:
            rows = [
                Said("dropout_reason", period, {"stage": stage, "reason": reason, "cases": self._count(5)}, name)
                for name in self.schools
                for stage in self.stages[name]
                for reason in ("learning", "work")
                if self._often(0.5)
            ]
            rows += self._area_totals("dropout_reason", period, lambda: {"reason": "work", "cases": self._count(30)})
            files.append(self._file(rows))
        return files

    def _population(self) -> list[File]:
        """Children of school age by township, and of the whole district."""
        period, whole = f"{LAST}-{LAST + 1}", bool(self.complete)
        share = 1.0 if whole else 0.85
        names = ("population", "age_enrolled", "disabled_population", "disabled_enrolled", "migrant_eligible")
        rows = [
            Said(
                "population",
                period,
                {"stage": stage, **{name: self._count(900, share) for name in (*names, "migrant_public")}},
                None,
                place,
            )
            for stage in ("kindergarten", "primary", "junior")
            for place in (*TOWNSHIPS, None)
            if self._often(0.7) or (whole and place)
        ]
        return [self._file(rows, live=whole)] if rows else []

    def _reviews(self) -> list[Said]:
        """The county's quarterly reviews: by township and stage, some not stated, and some of the district as a whole."""
        names = ("review_due", "reviewed", "homes_visited")
        return [
            Said("dropout_review", period, {"stage": stage, **facts}, None, place)
            for period in (f"{LAST}-Q4", f"{LAST + 1}-Q1")
            for stage in ("primary", "junior")
            for place in (*TOWNSHIPS, None)
            if self.aside.random() < (0.8 if place else 0.4)
            for facts in [{name: self.aside.randint(0, 9) if self.aside.random() < 0.85 else None for name in names}]
        ]

    def _pairs(self) -> list[Said]:
        """Pairs of some years, the first of them once more after a gap."""
        rows = []
        juniors = [name for name in self.schools if "junior" in self.stages[name]]
        among = {2016: self.schools, 2019: self.schools, 2021: juniors if len(juniors) > 1 else self.schools}
        for year, schools in among.items():
            start = datetime.date(year, 9, 1)
            core, member = self.chance.sample(schools, 2)
            until = datetime.date(start.year + 1, 1, 31) if self._often(0.5) else None
            rows.append(pair(core, member, start, until))
        again = rows[0].values
        return [*rows, pair(again["core"], again["member"], datetime.date(LAST, 1, 1))]
