"""Tables that came later: townships as columns, programmes of aid each in its own unit of money."""

from __future__ import annotations

from random import Random

from tests.corpus.cells import MONEY
from tests.corpus.columns import STAGE_ZH, TERMS, draw, numbers, place_columns
from tests.corpus.county import County, School
from tests.corpus.table import Column, Table
from tests.corpus.truth import key


def townships_across(chance: Random, county: County) -> Table:
    """Townships as columns, one row per measure: their own figures, without schools."""
    period, code = chance.choice(TERMS)
    stage = chance.choice(("primary", "junior"))
    measures = [("班数", "classes", 3, 24), ("在校生数", "pupils", 300, 900), ("其中：女生", "girls", 80, 200),
                ("专任教师数", "teachers_fulltime", 9, 60)][: chance.randint(2, 4)]  # fmt: skip
    drawn = [(name, draw(chance, len(county.townships), low, high)) for _, name, low, high in measures]
    columns = [Column("label", (chance.choice(("项目", "指标", "统计项目")),), [word for word, *_ in measures])]
    for at, town in enumerate(county.townships):
        facts = [(key("enrolment", town, stage, code, name), values[at]) for name, values in drawn]
        columns.append(Column("other", (town,), [values[at] for _, values in drawn], list(facts)))
    if chance.random() < 0.5:
        sums: list[object] = [sum(int(str(each)) for each in values) for _, values in drawn]
        columns.append(Column("other", (chance.choice(("合计", "全县合计")),), sums))
    return Table("enrolment", f"{STAGE_ZH[stage]}在校生情况统计表", period, columns, [""] * len(measures))


def units_per_column(chance: Random, county: County) -> Table:
    """Programmes side by side, each in its own unit: a column each, or persons and money under each."""
    period, code = chance.choice(TERMS)
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    grouped = chance.random() < 0.4
    for programme in chance.sample(
        ("寄宿生生活补助", "非寄宿生生活补助", "营养膳食补助", "免费教科书"), chance.randint(2, 3)
    ):
        unit, persons = chance.choice(tuple(MONEY)), draw(chance, len(schools), 20, 300)
        money: list[object] = [int(str(each)) * 500 for each in persons]
        columns += _of_programme(programme, unit, grouped, persons, money, schools, code)
    return Table("subsidy", "学生资助情况统计表", period, columns, [each.township for each in schools])


def _of_programme(
    programme: str,
    unit: str,
    grouped: bool,
    persons: list[object],
    money: list[object],
    schools: list[School],
    code: str,
) -> list[Column]:
    told = {"programme": "营养改善计划" if programme == "营养膳食补助" else programme}
    head = f"{programme}（{unit}）"
    amount = numbers(
        "subsidy", "amount", (head, "金额") if grouped else (head,), schools, money, code, extras=lambda row: told
    )
    amount.role, amount.cells = "own", [round(int(str(each)) / MONEY[unit], 6) for each in money]
    if not grouped:
        return [amount]
    return [numbers("subsidy", "recipients", (head, "人数"), schools, persons, code, extras=lambda row: told), amount]
