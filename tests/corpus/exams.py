"""Tables of exam results by school: subjects side by side, as rows, one on a sheet; means and rates as offices print them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.corpus.columns import draw, numbers, place_columns
from tests.corpus.county import County, School
from tests.corpus.table import Column, Table
from tests.corpus.truth import key

_EXAMS = (
    ("2024年春季期末质量监测", "2023-2024-2"),
    ("2023年秋季期末考试", "2023-2024-1"),
    ("2023-2024学年第一学期期末检测", "2023-2024-1"),
)
_SUBJECTS = ("语文", "数学", "英语", "物理", "道德与法治")
_RATES = (("n_pass", ("及格率", "合格率")), ("n_excellent", ("优秀率", "优生率")))


def subjects_across(chance: Random, county: County) -> Table:
    """Subjects side by side."""
    exam, period = chance.choice(_EXAMS)
    schools = county.of_stage("junior")
    columns = place_columns(chance, schools, stage=False)
    for subject in _SUBJECTS[: chance.randint(2, 4)]:
        columns += _results(chance, schools, period, [subject] * len(schools), (subject,))
    return Table("exam", f"{exam}八年级成绩统计表", "", columns, [each.township for each in schools])


def subject_rows(chance: Random, county: County) -> Table:
    """One row per school and subject."""
    exam, period = chance.choice(_EXAMS)
    pairs = [(school, subject) for school in county.of_stage("junior") for subject in _SUBJECTS[:3]]
    schools = [school for school, _ in pairs]
    columns = place_columns(chance, schools, stage=False)
    columns.append(Column("label", (chance.choice(("学科", "科目")),), [subject for _, subject in pairs]))
    columns += _results(chance, schools, period, [subject for _, subject in pairs], ())
    return Table("exam", f"{exam}八年级分学科统计表", "", columns, [each.township for each in schools])


def one_subject(chance: Random, county: County) -> Table:
    """One subject, named in the title."""
    exam, period = chance.choice(_EXAMS)
    schools, subject = county.of_stage("junior"), chance.choice(_SUBJECTS)
    columns = place_columns(chance, schools, stage=False)
    columns += _results(chance, schools, period, [subject] * len(schools), ())
    return Table("exam", f"{exam}八年级{subject}成绩统计表", "", columns, [each.township for each in schools])


def _results(
    chance: Random, schools: Sequence[School], period: str, subjects: Sequence[str], group: tuple[str, ...]
) -> list[Column]:
    def stated(name: str, word: str, cells: Sequence[object], values: Sequence[object], role: str) -> Column:
        facts = [
            (key("exam", school.name, "junior", period, name, grade=8, subject=subject), value)
            for school, subject, value in zip(schools, subjects, values, strict=True)
        ]
        return Column(role, (*group, word), list(cells), list(facts))

    size = len(schools)
    sat = draw(chance, size, 40, 300)
    columns = [stated("sat", chance.choice(("参考人数", "实考人数", "实考")), sat, sat, "count")]
    mean = [round(chance.uniform(50, 99), 2) for _ in range(size)]
    columns.append(
        stated(
            "sum_score",
            chance.choice(("平均分", "均分")),
            mean,
            [one * int(str(n)) for one, n in zip(mean, sat, strict=True)],
            "mean",
        )
    )
    passed = [int(int(str(n)) * chance.uniform(0.4, 0.99)) for n in sat]
    best = [int(n * chance.uniform(0.1, 0.5)) for n in passed]
    for (name, words), counts in zip(_RATES, (passed, best), strict=True):
        rates: list[object] = [round(n / int(str(of)), 6) for n, of in zip(counts, sat, strict=True)]
        columns.append(stated(name, chance.choice(words), rates, counts, "rate"))
    return columns


def register(chance: Random, county: County) -> Table:
    """A register of schools: kinds and dates."""
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    day = [f"{chance.randint(1950, 2015)}-09-01" for _ in schools]
    for name, word, cells, values, role in (
        ("urban_rural", "城乡类型", [chance.choice(("镇区", "乡村", "城区")) for _ in schools], None, "other"),
        ("ownership", "办学性质", ["公办"] * len(schools), None, "other"),
        ("opened", "建校时间", day, day, "day"),
    ):
        codes = {"镇区": "town", "乡村": "rural", "城区": "urban", "公办": "public"}
        found = values or [codes[each] for each in cells]
        facts = [
            (key("school", school.name, school.stage, "2023-2024", name), value)
            for school, value in zip(schools, found, strict=True)
        ]
        columns.append(Column(role, (word,), list(cells), list(facts)))
    return Table("school", "学校基本情况一览表", "2023-2024学年", columns, [each.township for each in schools])


def pairs(chance: Random, county: County) -> Table:
    """Which school helps which."""
    schools = list(county.schools)
    core, members = schools[0], schools[1:]
    columns = [Column("core", (chance.choice(("核心校", "支援学校", "牵头校")),), [core.name] * len(members))]
    columns.append(Column("member", (chance.choice(("成员校", "受援学校")),), [each.name for each in members]))
    facts = [
        (key("pair", f"{core.name}|{each.name}", None, None, "", pair_type="co_built", start="2022-09-01"), True)
        for each in members
    ]
    columns.append(Column("other", ("教共体类型",), ["共建型"] * len(members), list(facts)))
    columns.append(Column("day", ("结对时间",), ["2022-09-01"] * len(members)))
    return Table("pair", "城乡学校结对帮扶名单", "", columns, [""] * len(members))


def support(chance: Random, county: County) -> Table:
    """What the pairs did."""
    schools = list(county.schools)
    core, members = schools[0], schools[1:]
    columns = [
        Column("core", ("支援学校",), [core.name] * len(members)),
        Column("member", ("受援学校",), [each.name for each in members]),
    ]
    columns.append(Column("label", ("活动类型",), ["送教下乡"] * len(members)))
    for name, word in (("count", "活动次数"), ("persons", "参与人次"), ("lessons_taught", "授课节数")):
        cells = draw(chance, len(members), 1, 30)
        facts = [
            (key("support", f"{core.name}|{each.name}", None, "2023-2024-1", name, activity="送教下乡"), cell)
            for each, cell in zip(members, cells, strict=True)
        ]
        columns.append(Column("count", (word,), cells, list(facts)))
    return Table("support", "结对帮扶活动统计表", "2023年秋季学期", columns, [""] * len(members))


def resources(chance: Random, county: County) -> Table:
    """Items side by side."""
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    pupils = draw(chance, len(schools), 80, 1400)
    items = (("computers", "计算机台数", 200), ("books", "图书册数", 30000), ("sports_area_m2", "运动场馆面积", 9000))
    items = items[: chance.randint(2, 3)]
    base = numbers(
        "resource", "pupils", ("在校生数",), schools, pupils, "2023-2024", extras=lambda row: {"item": items[0][0]}
    )
    base.also = [
        [(key("resource", school.name, school.stage, "2023-2024", "pupils", item=item), count) for item, *_ in items]
        for school, count in zip(schools, pupils, strict=True)
    ]
    columns.append(base)
    for item, word, high in items:
        cells = draw(chance, len(schools), 5, high)
        columns.append(
            numbers(
                "resource",
                "quantity",
                (word,),
                schools,
                cells,
                "2023-2024",
                extras=lambda row, item=item: {"item": item},
            )
        )
    return Table("resource", "办学条件统计表", "2023-2024学年", columns, [each.township for each in schools])
