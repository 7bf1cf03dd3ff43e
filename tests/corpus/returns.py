"""Tables of dropout control and of aid: months and programmes in titles, in columns, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.corpus.columns import TERMS, draw, numbers, place_columns
from tests.corpus.county import County, School
from tests.corpus.table import Column, Table
from tests.corpus.truth import key

_MONTHS = (("2024年3月", "2024-03"), ("2023年10月份", "2023-10"), ("2024年5月", "2024-05"))
_DROPOUT = (
    ("enrolled_start", ("学年初在校生数", "年初在校生数")),
    ("suspected", ("疑似辍学人数", "疑似辍学")),
    ("dropouts", ("辍学人数", "辍学学生数", "本月辍学")),
    ("returned", ("劝返复学人数", "劝返复学", "已劝返")),
    ("home_teaching", ("送教上门", "送教上门人数")),
)
_PROGRAMMES = ("寄宿生生活补助", "非寄宿生生活补助", "营养改善计划", "免费教科书")


def dropout_flat(chance: Random, county: County) -> Table:
    """One month, one row per school."""
    period, code = chance.choice(_MONTHS)
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    start = draw(chance, len(schools), 100, 1200)
    for name, words in _DROPOUT:
        values = start if name == "enrolled_start" else draw(chance, len(schools), 0, 4)
        columns.append(numbers("dropout", name, (chance.choice(words),), schools, values, code))
    return Table("dropout", "控辍保学情况月报表", period, columns, [each.township for each in schools])


def dropout_months(chance: Random, county: County) -> Table:
    """Months side by side under one school year."""
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    for month in (9, 10, 11, 12)[: chance.randint(2, 4)]:
        for name, word in (("suspected", "疑似辍学"), ("dropouts", "辍学人数"), ("returned", "劝返复学")):
            cells = draw(chance, len(schools), 0, 5)
            columns.append(numbers("dropout", name, (f"{month}月", word), schools, cells, f"2023-{month:02d}"))
    return Table("dropout", "控辍保学情况统计表", "2023-2024学年", columns, [each.township for each in schools])


def dropout_month_rows(chance: Random, county: County) -> Table:
    """A column of months as offices write them."""
    months = [("2023-09", "2023-10"), ("2024-03", "2024-04", "2024-05")][chance.randint(0, 1)]
    pairs = [(school, month) for school in county.schools for month in months]
    schools = [school for school, _ in pairs]
    columns = place_columns(chance, schools)
    style = chance.choice(("{y}年{m}月", "{y}-{m:02d}", "{y}.{m:02d}", "{y}/{m}", "float"))
    words: list[object] = [style.format(y=int(month[:4]), m=int(month[5:])) for _, month in pairs]
    if style == "float":  # 2023.10 typed as a number is 2023.1, which may be January
        words = [float(month.replace("-", ".")) for _, month in pairs]
    columns.append(Column("label", (chance.choice(("月份", "统计月份")),), list(words)))
    for name, word in (("suspected", "疑似辍学"), ("dropouts", "辍学人数"), ("returned", "劝返复学")):
        cells = draw(chance, len(pairs), 0, 5)
        facts = [
            (key("dropout", school.name, school.stage, month, name), cell)
            for (school, month), cell in zip(pairs, cells, strict=True)
        ]
        columns.append(Column("count", (word,), cells, list(facts)))
    return Table("dropout", "控辍保学月报汇总", "", columns, [each.township for each in schools])


def aid_flat(chance: Random, county: County) -> Table:
    """One programme, named in the title."""
    period, code = chance.choice(TERMS)
    schools, programme = list(county.schools), chance.choice(_PROGRAMMES)
    columns = place_columns(chance, schools)
    columns += _aid(chance, schools, code, programme, ())
    return Table("subsidy", f"{programme}发放情况统计表", period, columns, [each.township for each in schools])


def aid_groups(chance: Random, county: County) -> Table:
    """Programmes side by side."""
    period, code = chance.choice(TERMS)
    schools = list(county.schools)
    columns = place_columns(chance, schools)
    for programme in chance.sample(_PROGRAMMES, chance.randint(2, 3)):
        columns += _aid(chance, schools, code, programme, (programme,))
    return Table("subsidy", "学生资助情况统计表", period, columns, [each.township for each in schools])


def aid_rows(chance: Random, county: County) -> Table:
    """One row per school and programme."""
    period, code = chance.choice(TERMS)
    chosen = chance.sample(_PROGRAMMES, 2)
    pairs = [(school, programme) for school in county.schools for programme in chosen]
    schools = [school for school, _ in pairs]
    columns = place_columns(chance, schools)
    columns.append(
        Column("label", (chance.choice(("资助项目", "项目名称", "补助项目")),), [programme for _, programme in pairs])
    )
    columns += _aid(chance, schools, code, [programme for _, programme in pairs], ())
    return Table("subsidy", "学生资助明细表", period, columns, [each.township for each in schools])


def aid_areas(chance: Random, county: County) -> Table:
    """Townships without schools: their own totals."""
    period, code = chance.choice(TERMS)
    programme, areas = chance.choice(_PROGRAMMES), county.townships
    persons = draw(chance, len(areas), 20, 400)
    money = [int(str(each)) * 625 for each in persons]
    columns = [
        Column("township", (chance.choice(("乡镇", "单位", "镇街")),), list(areas)),
        Column("stage", ("学段",), ["小学"] * len(areas)),
    ]
    for name, word, cells, role in (
        ("recipients", "资助人数", persons, "count"),
        ("amount", "资助金额", money, "money"),
    ):
        facts = [
            (key("subsidy", area, "primary", code, name, programme=programme), cell)
            for area, cell in zip(areas, cells, strict=True)
        ]
        columns.append(Column(role, (word,), list(cells), list(facts)))
    return Table("subsidy", f"{programme}汇总情况", period, columns, [""] * len(areas))


def _aid(
    chance: Random, schools: Sequence[School], period: str, programme: str | list[str], group: tuple[str, ...]
) -> list[Column]:
    eligible = draw(chance, len(schools), 20, 400)
    persons = [int(str(each)) - chance.randint(0, 10) for each in eligible]
    money = [each * chance.choice((250, 500, 625)) for each in persons]

    def extras(row: int) -> dict[str, object]:
        return {"programme": programme if isinstance(programme, str) else programme[row]}

    columns = [
        numbers(
            "subsidy",
            "recipients",
            (*group, chance.choice(("资助人数", "受助人数", "人数" if group else "享受人数"))),
            schools,
            persons,
            period,
            extras=extras,
        )
    ]
    columns.append(
        numbers(
            "subsidy",
            "amount",
            (*group, chance.choice(("资助金额", "发放金额", "金额"))),
            schools,
            money,
            period,
            role="money",
            extras=extras,
        )
    )
    if chance.random() < 0.3:
        columns.insert(
            0, numbers("subsidy", "eligible", (*group, "应助人数"), schools, eligible, period, extras=extras)
        )
    return columns


def months_apart(chance: Random, county: County) -> list[tuple[str, Table]]:
    """The same return for several months, to stand on a sheet each: (sheet name, table)."""
    found = []
    for month in (9, 10, 11):
        schools = list(county.schools)
        columns = [
            Column("township", ("乡镇",), [each.township for each in schools]),
            Column("school", ("学校名称",), [each.name for each in schools]),
        ]
        for name, word in (("suspected", "疑似辍学"), ("dropouts", "辍学人数"), ("returned", "劝返复学")):
            columns.append(
                numbers("dropout", name, (word,), schools, draw(chance, len(schools), 0, 5), f"2023-{month:02d}")
            )
        found.append(
            (
                f"{month}月",
                Table("dropout", "控辍保学情况统计表", "2023-2024学年", columns, [each.township for each in schools]),
            )
        )
    return found
