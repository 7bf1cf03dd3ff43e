"""More tables: stages side by side, headers of three rows, terms side by side, rates without the number who sat."""

from __future__ import annotations

from random import Random

from tests.corpus.columns import TERMS, below, draw, grade_words, numbers, place_columns
from tests.corpus.county import County, School
from tests.corpus.table import Column, Table
from tests.corpus.truth import key


def stages_across(chance: Random, county: County) -> Table:
    """Nine-year schools with both stages on one row."""
    period, code = chance.choice(TERMS)
    towns = county.townships
    schools = [School(f"{town[:2]}九年一贯制学校", town, "", f"3151{chance.randint(100000, 999999)}") for town in towns]
    columns = place_columns(chance, schools, stage=False)
    for word, stage in (("小学", "primary"), ("初中", "junior")):
        for leaf, name in (("班数", "classes"), ("在校生数", "pupils"), ("其中女", "girls")):
            cells = draw(chance, len(schools), 2, 9) if leaf == "班数" else draw(chance, len(schools), 50, 90)
            cells = below(chance, [50] * len(schools)) if leaf == "其中女" else cells
            facts = [
                (key("enrolment", school.name, stage, code, name), cell)
                for school, cell in zip(schools, cells, strict=True)
            ]
            columns.append(Column("count", (word, leaf), cells, list(facts)))
    return Table("enrolment", "九年一贯制学校在校生统计表", period, columns, [each.township for each in schools])


def three_levels(chance: Random, county: County) -> Table:
    """在校生 over grades over 计 and 女, with a total of the grades."""
    period, code = chance.choice(TERMS)
    schools = county.of_stage("primary")
    top = chance.choice(("在校生数", "在校学生数"))
    columns = place_columns(chance, schools, stage=False)
    columns.append(
        numbers(
            "enrolment",
            "classes",
            (chance.choice(("班数", "教学班数")),),
            schools,
            draw(chance, len(schools), 6, 20),
            code,
        )
    )
    drawn = [draw(chance, len(schools), 20, 120) for _ in range(6)]
    girls = [below(chance, cells) for cells in drawn]
    for name, leaf, parts in (("pupils", "计", drawn), ("girls", "女", girls)):
        sums: list[object] = [sum(int(str(each)) for each in cells) for cells in zip(*parts, strict=True)]
        columns.append(numbers("enrolment", name, (top, "合计", leaf), schools, sums, code))
    for grade in range(1, 7):
        for name, leaf, parts in (("pupils", "计", drawn), ("girls", "女", girls)):
            columns.append(
                numbers(
                    "enrolment",
                    name,
                    (top, grade_words(grade), leaf),
                    schools,
                    parts[grade - 1],
                    code,
                    extras=lambda row, grade=grade: {"grade": grade},
                )
            )
    return Table("enrolment", "小学在校生分年级统计表", period, columns, [each.township for each in schools])


def terms_across(chance: Random, county: County) -> Table:
    """Autumn and spring side by side under one school year."""
    schools, programme = list(county.schools), chance.choice(("寄宿生生活补助", "营养改善计划"))
    columns = place_columns(chance, schools)
    words = chance.choice((("秋季学期", "春季学期"), ("第一学期", "第二学期")))
    for word, term in zip(words, ("2023-2024-1", "2023-2024-2"), strict=True):
        persons = draw(chance, len(schools), 20, 300)
        money: list[object] = [int(str(each)) * 500 for each in persons]
        for name, leaf, cells, role in (
            ("recipients", "资助人数", persons, "count"),
            ("amount", "资助金额", money, "money"),
        ):
            columns.append(
                numbers(
                    "subsidy",
                    name,
                    (word, leaf),
                    schools,
                    cells,
                    term,
                    role=role,
                    extras=lambda row: {"programme": programme},
                )
            )
    return Table("subsidy", f"{programme}发放情况统计表", "2023-2024学年", columns, [each.township for each in schools])


def rates_alone(chance: Random, county: County) -> Table:
    """Means and rates without the number who sat beside numbers of those registered: nothing of them can be added up."""
    schools = county.of_stage("junior")
    columns = place_columns(chance, schools, stage=False)
    cells = draw(chance, len(schools), 40, 300)
    facts = [
        (key("exam", school.name, "junior", "2023-2024-1", "registered", grade=8, subject="数学"), cell)
        for school, cell in zip(schools, cells, strict=True)
    ]
    columns.append(Column("count", ("在籍人数",), cells, list(facts)))
    columns.append(
        Column("mean", ("平均分",), [round(chance.uniform(50, 99), 1) for _ in schools], [None] * len(schools))
    )
    columns.append(
        Column("rate", ("及格率",), [round(chance.uniform(0.3, 0.9), 4) for _ in schools], [None] * len(schools))
    )
    return Table("exam", "2023年秋季期末八年级数学成绩统计表", "", columns, [each.township for each in schools])
