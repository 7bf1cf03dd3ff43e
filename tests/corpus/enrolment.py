"""Tables of pupils: flat, grades side by side, grades as rows, years side by side, schools as columns."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.corpus.columns import STAGE_ZH, TERMS, below, draw, grade_words, numbers, place_columns
from tests.corpus.county import County, School
from tests.corpus.table import Column, Table
from tests.corpus.truth import key

_SUBJECTS = ("在校生统计表", "中小学在校学生情况表", "义务教育阶段学生数统计表")
_PUPILS = ("在校生数", "在校学生数", "学生数", "在校生", "在校人数")
_PARTS = (
    ("boarders", ("寄宿生", "寄宿生数", "住校生")),
    ("left_behind", ("留守儿童", "农村留守儿童", "留守儿童数")),
    ("migrant", ("随迁子女", "进城务工人员随迁子女")),
    ("disabled", ("残疾学生", "随班就读")),
)


def flat(chance: Random, county: County) -> Table:
    """One row per school: classes, pupils, some of which, teachers, intake."""
    period, code = chance.choice(TERMS)
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    columns.append(
        numbers(
            "enrolment",
            "classes",
            (chance.choice(("班数", "班级数", "教学班数")),),
            schools,
            draw(chance, len(schools), 3, 24),
            code,
        )
    )
    pupils = draw(chance, len(schools), 80, 1400)
    columns.append(numbers("enrolment", "pupils", (chance.choice(_PUPILS),), schools, pupils, code))
    columns += _of_which(chance, schools, pupils, code)
    if chance.random() < 0.5:
        columns.append(
            numbers("enrolment", "teachers_fulltime", ("专任教师数",), schools, draw(chance, len(schools), 6, 90), code)
        )
    if chance.random() < 0.3:
        columns.append(numbers("enrolment", "intake", ("招生数",), schools, below(chance, pupils, 0.3), code))
    return Table("enrolment", chance.choice(_SUBJECTS), period, columns, [each.township for each in schools])


def _of_which(chance: Random, schools: Sequence[School], pupils: Sequence[object], period: str) -> list[Column]:
    """Subsets, with the words 其中 in every way offices write them."""
    style = chance.choice(("group", "prefix", "hash", "plain"))
    shape = {"group": ("其中", "{}"), "prefix": ("其中：{}",), "hash": ("#{}",), "plain": ("{}",)}[style]
    chosen = [("girls", ("女", "女生") if style != "plain" else ("女生数", "女生"))]
    chosen += chance.sample(_PARTS, chance.randint(1, 3))
    return [
        numbers(
            "enrolment",
            column,
            tuple(part.format(chance.choice(words)) for part in shape),
            schools,
            below(chance, pupils, 0.6),
            period,
        )
        for column, words in chosen
    ]


def by_grade(chance: Random, county: County) -> Table:
    """Grades side by side, each with classes and pupils or with boys and girls, and a total in front or behind."""
    period, code = chance.choice(TERMS)
    stage = chance.choice(("primary", "primary", "junior"))
    schools = county.of_stage(stage)
    grades = range(1, 7) if stage == "primary" else range(7, 10)
    leaves = chance.choice((("班数", "人数"), ("男", "女"), ("学生数",), ("班数", "在校生数", "其中女")))
    groups: dict[str, list[list[object]]] = {}
    columns: list[Column] = []
    for grade in grades:
        columns += _grade_group(chance, schools, code, grade, leaves, groups)
    totals = _totals(schools, code, leaves, groups)
    columns = [*totals, *columns] if chance.random() < 0.5 else [*columns, *totals]
    named = f"{STAGE_ZH[stage]}{chance.choice(('在校生分年级统计表', '分年级学生数统计表'))}"
    return Table(
        "enrolment",
        named,
        period,
        place_columns(chance, schools, stage=False) + columns,
        [each.township for each in schools],
    )


def _grade_group(
    chance: Random,
    schools: Sequence[School],
    period: str,
    grade: int,
    leaves: tuple[str, ...],
    groups: dict[str, list[list[object]]],
) -> list[Column]:
    drawn: dict[str, list[object]] = {}
    for leaf in leaves:
        drawn[leaf] = draw(chance, len(schools), 1, 5) if leaf == "班数" else draw(chance, len(schools), 10, 120)
    if "其中女" in drawn:
        drawn["其中女"] = below(chance, drawn["在校生数"])
    columns = []
    for leaf, values in drawn.items():
        groups.setdefault(leaf, []).append(values)
        path = (grade_words(grade), leaf) if len(leaves) > 1 else (f"{grade_words(grade)}{leaf}",)
        name = {"班数": "classes", "女": "girls", "其中女": "girls", "男": ""}.get(leaf, "pupils")
        columns.append(_of_grade(schools, period, grade, path, name, values))
    if "男" in drawn:  # the pupils are the sum of two columns
        boys = next(each for each in columns if each.path[-1] == "男")
        whole = [int(str(one)) + int(str(two)) for one, two in zip(drawn["男"], drawn["女"], strict=True)]
        boys.facts = _of_grade(schools, period, grade, (), "pupils", whole).facts
    return columns


def _of_grade(
    schools: Sequence[School], period: str, grade: int, path: tuple[str, ...], name: str, values: list[object]
) -> Column:
    return numbers("enrolment", name, path, schools, values, period, extras=lambda row: {"grade": grade})


def _totals(
    schools: Sequence[School], period: str, leaves: tuple[str, ...], groups: dict[str, list[list[object]]]
) -> list[Column]:
    if "男" in leaves:
        return []
    columns = []
    for leaf in leaves:
        values: list[object] = [sum(int(str(each)) for each in cells) for cells in zip(*groups[leaf], strict=True)]
        name = {"班数": "classes", "其中女": "girls"}.get(leaf, "pupils")
        path = ("合计", leaf) if len(leaves) > 1 else (f"{leaf}合计",)
        columns.append(numbers("enrolment", name, path, schools, values, period))
    return columns


def grade_rows(chance: Random, county: County) -> Table:
    """One row per school and grade."""
    period, code = chance.choice(TERMS)
    pairs = [
        (school, grade)
        for school in county.schools
        for grade in (range(1, 7) if school.stage == "primary" else range(7, 10))
    ]
    schools = [school for school, _ in pairs]
    columns = place_columns(chance, schools)
    columns.append(Column("label", ("年级",), [grade_words(grade) for _, grade in pairs]))
    pupils = draw(chance, len(pairs), 20, 200)
    for name, head, values in (
        ("classes", "班数", draw(chance, len(pairs), 1, 5)), ("pupils", "学生数", pupils), ("girls", "其中女", below(chance, pupils)),
    ):  # fmt: skip
        columns.append(
            numbers("enrolment", name, (head,), schools, values, code, extras=lambda row: {"grade": pairs[row][1]})
        )
    return Table("enrolment", "在校生分年级情况", period, columns, [each.township for each in schools])


def by_year(chance: Random, county: County) -> Table:
    """Years side by side, each with its pupils."""
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    style = chance.choice(("{}年秋季", "{}学年", "{}-{}学年"))
    leaves = chance.choice((("在校生数",), ("班数", "在校生数")))
    for year in range(2021, 2024):
        words = style.format(year, year + 1)
        code = f"{year}-{year + 1}" + ("-1" if "秋" in style else "")
        for leaf in leaves:
            name, low, high = ("classes", 3, 24) if leaf == "班数" else ("pupils", 80, 1400)
            columns.append(
                numbers("enrolment", name, (words, leaf), schools, draw(chance, len(schools), low, high), code)
            )
    return Table("enrolment", "近三年在校生统计表", "", columns, [each.township for each in schools])


def schools_across(chance: Random, county: County) -> Table:
    """Schools as columns, one row per measure."""
    period, code = chance.choice(TERMS)
    stage = chance.choice(("primary", "junior"))
    schools = county.of_stage(stage)
    measures = [
        ("班数", "classes", 3, 24),
        ("在校生数", "pupils", 300, 900),
        ("其中：女生", "girls", 80, 200),
        ("专任教师数", "teachers_fulltime", 9, 60),
    ]
    measures = measures[: chance.randint(2, 4)]
    drawn = [(name, draw(chance, len(schools), low, high)) for _, name, low, high in measures]
    columns = [Column("label", (chance.choice(("项目", "指标", "统计项目")),), [word for word, *_ in measures])]
    for at, school in enumerate(schools):
        facts = [(key("enrolment", school.name, stage, code, name), values[at]) for name, values in drawn]
        columns.append(Column("other", (school.name,), [values[at] for _, values in drawn], list(facts)))
    return Table("enrolment", f"{STAGE_ZH[stage]}在校生情况统计表", period, columns, [""] * len(measures))
