"""Alerts find what their words say and nothing else: each rule again with plain loops, each number again by `values`."""

import datetime
import math
from pathlib import Path

import pytest

import metrics
from catalog.alerts import ALERTS, Rule, Severity
from catalog.settings import setting
from catalog.targets import Target
from metrics.alerts import find_alerts
from store.settings import change_settings
from store.targets import set_target
from tests.metrics.building import File, Said, aid, build, enrolled, ids, month, pair, paper, register
from tests.soundness.random_district import LAST, RandomDistrict
from tests.soundness.told import Told

YEAR, BEFORE = "2023-2024", "2022-2023"
LAST_YEAR = f"{LAST}-{LAST + 1}"


def limit_of(each, stage):
    """The default of the setting that holds for a stage."""
    names = dict(each.limits)
    name = names.get(stage) or names.get(None)
    return setting(name).default if name else None


def base_of(each, stage):
    names = dict(each.base)
    name = names.get(stage) or names.get(None)
    return setting(name).default if name else 0


@pytest.fixture(scope="module", params=[0, 1])
def district(request, tmp_path_factory):
    """A random district: its description, a reader, and the alerts of its last year."""
    files = RandomDistrict(request.param).files
    with build(tmp_path_factory.mktemp("alerts"), files).read() as reader:
        yield Told(files), reader, find_alerts(reader, LAST_YEAR)


def values_of(reader, name, level, period):
    """(area, stage) -> (value, numerator, denominator), one question for each."""
    frame = metrics.values(reader, name, level, [period], split=["stage"])
    known = frame[frame["numerator"].notna()]
    return {
        (row["area_id"], row["stage"] if isinstance(row["stage"], str) else None): tuple(
            None if math.isnan(row[side]) else row[side] for side in ("value", "numerator", "denominator")
        )
        for row in known.to_dict("records")
    }


def naive(each, reader, level):
    """Where the alert should be, by plain loops over what `values` says: (area, stage) -> (value, cautious)."""
    now, then = (values_of(reader, each.reads[0], level, code) for code in (LAST_YEAR, f"{LAST - 1}-{LAST}"))
    found = {}
    for place, (value, n, d) in now.items():
        limit, least = limit_of(each, place[1]), base_of(each, place[1])
        value, (before, before_n, before_d) = n if each.counts else value, then.get(place, (None, None, None))
        if value is None or limit is None:
            continue
        if each.rule in (Rule.RISE, Rule.FALL, Rule.MOVE, Rule.SHRINK) and before is None:
            continue
        change = value - before if before is not None else 0
        base = d
        if each.rule in (Rule.RISE, Rule.FALL, Rule.MOVE):
            base = min(d, before_d)
            hit = {Rule.RISE: change, Rule.FALL: -change, Rule.MOVE: abs(change)}[each.rule] > limit + 1e-9
        elif each.rule is Rule.SHRINK:
            base = before_n
            hit = before > 0 and -change / before > limit + 1e-9
        else:
            hit = {Rule.ABOVE: value > limit + 1e-9, Rule.BELOW: value < limit - 1e-9, Rule.REACHES: value >= limit}[
                each.rule
            ]
        if hit and each.beyond_chance:
            p = min(max((n + before_n) / (d + before_d), 0), 1)
            hit = abs(change) > math.sqrt(p * (1 - p) * (1 / d + 1 / before_d)) and abs(change) * d >= 2 - 1e-9
        cautious = bool(least) and base < least
        if hit and (each.small_zh or not cautious):
            found[place] = (pytest.approx(value), cautious)
    return found


WEIGHED = [
    each for each in ALERTS
    if "." not in each.reads[0] and each.by_stage and each.theme in ("enrolment", "dropout") and each.rule not in (Rule.FACT, Rule.TIMES)
]  # fmt: skip


@pytest.mark.parametrize("each", WEIGHED, ids=lambda each: each.name)
def test_an_alert_stands_exactly_where_the_numbers_say(district, each):
    _, reader, found = district
    for level in each.levels:
        mine = {
            (row.area_id, row.stage): (row.value, row.cautious)
            for row in found
            if row.alert is each and row.level == level.value
        }
        assert mine == naive(each, reader, level.value)


def test_every_number_is_the_one_that_its_trace_explains(district):
    _, reader, found = district
    traced = [row for row in found if row.trail and row.alert.reads[0] not in ("balance_cv", "exam_z", "exam_sat_rate")]
    assert traced
    assert len({row.key for row in found}) == len(found)
    for row in traced:
        place, asked = row.trail, dict(row.trail.where)
        frame = metrics.values(reader, place.indicator, row.level, [place.period], asked)
        (shown,) = frame[frame["area_id"] == place.area_id].to_dict("records")
        number = shown["numerator"] if row.alert.counts or row.alert.name == "dropouts_up_on_month" else shown["value"]
        assert number == pytest.approx(row.value), row


def test_classes_of_66_and_more_are_counted_from_the_rows(district):
    told, reader, found = district
    names = ids(reader)
    wanted = {
        (names[row.place[1]], row.stage, row.cells["classes_66p"])
        for row in told.totals()
        if row.place[0] == "school" and row.period == f"{LAST_YEAR}-1" and row.cells.get("classes_66p", 0) >= 1
    }
    assert {(row.area_id, row.stage, row.value) for row in found if row.alert.name == "largest_classes"} == wanted


def test_months_and_reports_missing_are_those_due_and_not_made(district):
    told, reader, found = district
    names, months = ids(reader), {}
    for (school, period, _), said in told.due("dropout").items():
        if len(period) == 7 and period <= f"{LAST + 1}-08" and period >= f"{LAST}-09":
            made = months.setdefault(school, {})
            made[period] = made.get(period, True) and said["reported"]
    wanted = {names[school]: sum(not made for made in said.values()) for school, said in months.items()}
    mine = {row.area_id: row.n for row in found if row.alert.name == "months_not_reported"}
    assert mine == {school: n for school, n in wanted.items() if n}


def test_subsidy_alerts_are_what_the_rows_say(district):
    told, reader, found = district
    names, sums, got, pupils = ids(reader), {}, {}, {}
    for row in told.totals():
        if row.place[0] == "school" and "pupils" in row.cells:
            pupils[row.place[1], row.stage, row.period] = row.cells["pupils"]
    terms = (f"{LAST_YEAR}-1", f"{LAST_YEAR}-2")
    for row in told.rows("subsidy"):
        if row.place[0] != "school" or not (row.period.startswith(LAST_YEAR) or row.period == f"{LAST}-10"):
            continue
        key = (row.place[1], row.stage, row.period)
        recipients, eligible = row.cells.get("recipients"), row.cells.get("eligible")
        if recipients is not None and eligible is not None:
            n, d = sums.get(key, (0, 0))
            sums[key] = (n + recipients, d + eligible)
        if recipients is not None and row.period in terms:
            got[(*key, row.extra["programme"])] = got.get((*key, row.extra["programme"]), 0) + recipients
    left = {(names[a], b, c) for (a, b, c), (n, d) in sums.items() if d and n < d}
    over = {(names[a], b, c) for (a, b, c), (n, d) in sums.items() if d and n > d}
    above = {
        (names[a], b, c, e) for (a, b, c, e), n in got.items()
        if (roll := pupils.get((a, b, c), pupils.get((a, b, f"{LAST_YEAR}-1")))) is not None and n > roll
    }  # fmt: skip
    mine = {
        name: {(row.area_id, row.stage, row.period) for row in found if row.alert.name == name}
        for name in ("aid_left_out", "aid_above_eligible")
    }
    assert mine == {"aid_left_out": left, "aid_above_eligible": over}
    assert {
        (row.area_id, row.stage, row.period, row.part) for row in found if row.alert.name == "aid_above_enrolment"
    } == above


def schools(n=7):
    return [
        each
        for number in range(n)
        for each in register(f"{'一二三四五六七'[number]}中", "东镇", ["junior"], urban_rural="rural")
    ]


def names(n=7):
    return [f"{'一二三四五六七'[number]}中" for number in range(n)]


def spread(name, period, mean, sat=100, eligible=100, exam="中考", **more):
    """A paper whose pupils all but differ: mean, and a standard deviation of ten."""
    return paper(
        name,
        period,
        sum_score=float(mean * sat),
        sum_squares=float(sat * (mean**2 + 100)),
        sat=sat,
        eligible=eligible,
        exam=exam,
        **more,
    )


def only(reader, name, year=YEAR):
    return [row for row in find_alerts(reader, year) if row.alert.name == name]


def test_a_position_that_slides_two_years_running_is_told_across_papers_of_other_names(told):
    means = {"一中": (60, 55, 50), "二中": (60, 62, 55)}
    rows = [
        spread(name, f"{year}-{year + 1}-2", means.get(name, (60, 60, 60))[year - 2021], exam=f"{year + 1}年中考")
        for name in names() for year in (2021, 2022, 2023)
    ]  # fmt: skip
    reader = told(schools(), rows)
    (row,) = only(reader, "z_falling")
    assert row.area == "一中"
    assert row.trail is not None
    shown = metrics.values(reader, "exam_z", "school", [row.trail.period], row.trail.where)
    assert shown.set_index("area_id")["value"][row.area_id] == pytest.approx(row.value)
    assert "连续两年下降" in row.sentence()
    assert "中考" in row.sentence()
    assert "2024" not in row.sentence()


def test_a_slide_of_few_pupils_or_of_two_papers_of_one_kind_says_nothing(told):
    falling = [spread("一中", f"{year}-{year + 1}-2", 60 - 5 * (year - 2021), sat=20) for year in (2021, 2022, 2023)]
    rest = [spread(name, f"{year}-{year + 1}-2", 60) for name in names()[1:] for year in (2021, 2022, 2023)]
    assert not only(told(schools(), falling, rest), "z_falling")
    twice = [
        spread("一中", f"{year}-{year + 1}-2", 60 - 5 * (year - 2021), exam=name)
        for year in (2021, 2022, 2023)
        for name in (f"{year}年中考", f"{year + 1}年中考")
    ]
    assert not only(told(schools(), twice, rest), "z_falling")


def test_who_did_not_sit_is_told_and_of_few_pupils_only_counted(told):
    reader = told(
        schools(),
        spread("一中", "2023-2024-2", 60, sat=90),
        spread("二中", "2023-2024-2", 60, sat=18, eligible=20),
        spread("三中", "2023-2024-2", 60, sat=96),
    )
    one, two = sorted(only(reader, "sat_rate_low"), key=lambda row: row.area)
    assert (one.area, one.severity, one.cautious) == ("一中", Severity.WATCH, False)
    assert (two.area, two.severity, two.cautious) == ("二中", Severity.NOTE, True)
    assert "%" not in two.sentence()
    assert "实考 18 人" in two.sentence()
    assert "不作判断" in two.sentence()


def test_fewer_who_sit_than_a_year_ago_are_told(told):
    rows = [
        spread(name, code, 60, sat=sat if name == "一中" else 200, eligible=200)
        for name in names()
        for code, sat in (("2022-2023-2", 200), ("2023-2024-2", 192))
    ]
    (row,) = only(told(schools(), rows), "sat_rate_falling")
    assert (row.area, row.value, row.before) == ("一中", 0.96, 1.0)


def test_a_pair_that_drifts_apart_is_told_of_its_member(told):
    rows = [
        spread(name, f"{year}-{year + 1}-2", {"一中": 65, "二中": 60 - 4 * (year - 2022)}.get(name, 60))
        for name in names()
        for year in (2022, 2023)
    ]
    began = datetime.date(2021, 9, 1)
    reader = told(
        schools(),
        rows,
        [
            pair("一中", "二中", began),
            pair("一中", "三中", began),
            pair("二中", "四中", began, datetime.date(2022, 12, 1)),
        ],
    )
    (row,) = only(reader, "pair_gap_wider")
    gaps = metrics.values(reader, "exam_z", "pair", ["2022-2023-2", "2023-2024-2"], {"exam": "中考"})
    mine = gaps[gaps["member"] == "二中"].set_index("period")["gap"]
    assert row.area == "二中"
    assert (row.before, row.value) == pytest.approx(tuple(mine))
    assert "一中" in row.sentence()


def test_an_amount_unlike_everybodys_is_told_and_a_difference_of_opinion_is_not(told):
    paid = [
        aid(name, "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=6250.0)
        for name in names()[:6]
    ]
    odd = aid("七中", "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=5000.0)
    (row,) = only(told(schools(), paid, odd), "aid_unlike_others")
    assert (row.area, row.value, row.before) == ("七中", 500, 625)
    split = [
        aid(name, "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=5000.0)
        for name in names()[3:]
    ]
    assert not only(told(schools(), paid[:3], split), "aid_unlike_others")


def test_an_amount_off_the_standard_of_its_term_is_told_once(told):
    """
    625 a term for a junior boarder until autumn 2023, 750 from spring 2024 on
    """
    terms = (("2023-2024-1", 625), ("2023-2024-2", 625), ("2023-2024-2", 750))
    rows = [
        aid(name, term, "junior", programme="寄宿生生活补助", category="低保", recipients=10, amount=pay * 10.0)
        for name, (term, pay) in zip(names(), terms, strict=False)
    ]
    (row,) = only(told(schools(), rows), "aid_off_standard")
    assert (row.area, row.value, row.before, row.period) == ("二中", 625, 750, "2023-2024-2")
    paid = [
        aid(name, "2023-2024-2", "junior", programme="寄宿生生活补助", category="低保", recipients=10, amount=7500.0)
        for name in names()[2:]
    ]
    found = [row.alert.name for row in find_alerts(told(schools(), rows[1], paid), YEAR) if row.alert.theme == "aid"]
    assert found == ["aid_off_standard"]


def test_similar_schools_are_those_of_the_stage_and_kind_and_the_school_itself_is_none(told):
    ratios = dict(zip(names(), (30, 10, 11, 12, 13, 14, 15), strict=True))
    rows = [
        enrolled(name, "2023-2024-1", "junior", pupils=ratio * 10, teachers_fulltime=10)
        for name, ratio in ratios.items()
    ]
    reader = told(schools(), rows)
    (row,) = only(reader, "teachers_unlike_similar")
    assert (row.area, row.value, row.before) == ("一中", 30, 12.5)
    towns = [register(name, "东镇", ["junior"], urban_rural="town") for name in names()[:4]]
    assert not only(told(schools()[4:], *towns, rows), "teachers_unlike_similar")


def test_an_own_total_unlike_its_schools_is_told_once_all_of_them_are_in(told):
    parts = [enrolled(name, "2023-2024-1", "junior", pupils=100) for name in names()]
    stated = Said("enrolment", "2023-2024-1", {"stage": "junior", "pupils": 705}, None, "东镇")
    (row,) = only(told(schools(), parts, stated), "total_unlike_parts")
    assert (row.area, row.value, row.before) == ("东镇", 705, 700)
    assert not only(told(schools(), parts[1:], stated), "total_unlike_parts")


def test_a_school_is_missed_once_most_of_the_others_are_in(told):
    parts = [enrolled(name, "2023-2024-1", "junior", pupils=100) for name in names()]
    assert [(row.area, row.period, row.part) for row in only(told(schools(), parts[1:]), "missing_from_return")] == [
        ("一中", "2023-2024-1", "enrolment")
    ]
    assert not only(told(schools(), parts[:2]), "missing_from_return")


def test_a_register_of_two_years_ago_is_told_to_the_district(told):
    old = [said for name in names() for said in register(name, "东镇", ["junior"], "2021-2022")]
    (row,) = only(told(old, enrolled("一中", "2023-2024-1", "junior", pupils=10)), "register_old")
    assert (row.level, row.value) == ("district", 24)


def test_one_child_still_out_is_an_alert_and_more_than_last_year_in_the_same_month_too(told):
    rows = [month(name, code, "junior", enrolled_start=500, dropouts=out, returned=0, reported=True)
            for name in names() for code, out in (("2022-11", 0), ("2023-11", 3 if name == "一中" else 0))]  # fmt: skip
    reader = told(schools(), rows)
    (out,) = only(reader, "open_dropouts")
    assert (out.area, out.value, out.severity, out.key[1:]) == ("一中", 3, Severity.ACT, (out.area_id, YEAR))
    (more,) = only(reader, "dropouts_up_on_month")
    assert (more.area, more.value, more.before, more.period) == ("东镇", 3, 0, "2023-11")
    assert not only(reader, "report_rate_low")
    late = [row for row in rows if (row.school, row.period) != ("二中", "2023-11")]
    (low,) = only(told(schools(), late), "report_rate_low")
    assert (low.area, low.n, low.d, low.period) == ("东镇", 6, 7, "2023-11")
    silent = [row for row in rows if (row.school, row.period) != ("二中", "2022-11")]
    assert not only(told(schools(), silent), "dropouts_up_on_month")


def test_a_cohort_that_shrank_beside_returns_of_nobody_out_is_a_contradiction(told):
    """
    一中: 100 came, 90 left, nobody reported out · 二中: the same, five reported out · 三中: the same, a return missing
    """
    cohorts = [
        said for name in names()
        for said in (enrolled(name, "2021-2022-1", "junior", intake=100), enrolled(name, YEAR, "junior", graduates=90, transfer_in=0, transfer_out=0))
    ]  # fmt: skip
    out = {"二中": 5}
    months = [
        month(name, code, "junior", enrolled_start=300, dropouts=out.get(name, 0), returned=0, reported=True)
        for name in names()[:3] for code in ("2023-10", "2023-11") if (name, code) != ("三中", "2023-11")
    ]  # fmt: skip
    assert [row.area for row in only(told(schools(), cohorts, months), "leaving_unreported")] == ["一中"]


def test_a_dropout_rate_on_a_small_base_is_counted_not_judged(told):
    rows = [month("一中", "2023-11", "junior", enrolled_start=40, dropouts=1, returned=1, reported=True)]
    (row,) = [row for row in only(told(schools(1), rows), "dropout_rate_high") if row.level == "township"]
    assert (row.cautious, row.severity) == (True, Severity.NOTE)
    assert row.sentence() == "东镇初中辍学 1 人（在校 40 人）；基数不足 56，只看人数，不作判断"


def test_variation_beyond_its_limit_is_told_for_each_resource(told):
    rows = [
        Said(
            "resource",
            YEAR,
            {"stage": "junior", "item": "books", "quantity": 10.0 * (number + 1) ** 3, "pupils": 10},
            name,
        )
        for number, name in enumerate(names())
    ]
    reader = told(schools(), rows)
    (row,) = only(reader, "variation_high")
    shown = metrics.values(reader, "balance_cv", "district", [YEAR])
    assert (row.part, row.value) == ("books", pytest.approx(shown["value"].iloc[0]))


def test_the_return_rate_of_few_dropouts_is_counted(told):
    rows = [
        month(name, "2023-11", "junior", enrolled_start=500, dropouts=3, returned=1, reported=True) for name in names()
    ]
    reader = told(schools(), rows)
    found = {row.level: row for row in only(reader, "return_rate_low")}
    assert found["township"].value == pytest.approx(1 / 3)
    assert not found["township"].cautious
    (few,) = [row for row in only(told(schools(1), rows[:1]), "return_rate_low") if row.level == "township"]
    assert few.cautious
    assert few.sentence().startswith("东镇辍学 3 人、复学 1 人")


def test_a_threshold_is_what_is_set(tmp_path):
    rows = [enrolled("一中", "2023-2024-1", "junior", pupils=520, classes=10)]
    store = build(tmp_path, [File([*schools(1), *rows])])
    with store.read() as reader:
        assert [row.limit for row in only(reader, "class_size_high")] == [50]
    change_settings(store, {"class_limit_junior": 55}, "甲", "局长办公会")
    with store.read() as reader:
        assert not only(reader, "class_size_high")


def test_a_target_known_to_be_missed_is_told_and_one_still_open_is_not(tmp_path):
    sizes = {"一中": (500, 10), "二中": (400, 10)}
    rows = [
        enrolled(name, f"{YEAR}-1", "junior", pupils=n, classes=c, classes_56_65=k, classes_66p=0)
        for k, (name, (n, c)) in enumerate(sizes.items())
    ]
    store = build(tmp_path, [File([*schools(2), *rows])])
    with store.read() as reader:
        places = ids(reader)
    for area, value in (("二中", 0.05), ("一中", 0.05), ("东镇", 0.2)):
        set_target(store, Target("large_class_share", places[area], YEAR, value, "青教〔2023〕1号", "junior"), "甲")
    with store.read() as reader:
        (row,) = only(reader, "target_missed")
        assert not only(reader, "target_missed", BEFORE)
    assert (row.area, row.value, row.before, row.key[0]) == (
        "二中",
        0.1,
        0.05,
        "target_missed/junior/large_class_share",
    )
    assert row.sentence() == "二中大班额比例 10.0%，未达到年度目标 5.0%"


def test_beside_a_stranger_only_what_both_give_alike_is_told(tmp_path):
    """
    一中: 3 out in both · 二中: 2 out here, 4 there · 三中: 1 out here, nobody there
    """

    def out(counts):
        return [
            month(name, "2023-11", "junior", enrolled_start=500, dropouts=n, returned=0, reported=True)
            for name, n in counts.items()
        ]

    own = build(tmp_path / "own", [File([*schools(3), *out({"一中": 3, "二中": 2, "三中": 1})])])
    other = build(tmp_path / "other", [File([*schools(3), *out({"一中": 3, "二中": 4, "三中": 0})])])
    with own.read() as reader, other.read() as stranger:
        told_to_all = find_alerts(reader, YEAR, stranger=stranger)
        assert {row.area for row in find_alerts(reader, YEAR) if row.alert.name == "open_dropouts"} == {
            "一中",
            "二中",
            "三中",
        }
    assert [row.area for row in told_to_all if row.alert.name == "open_dropouts"] == ["一中"]
    # The township's sum would give the others away.
    assert not [row for row in told_to_all if row.level != "school" and row.alert.theme == "dropout"]


def test_a_visitor_of_one_township_sees_its_alerts_and_none_of_the_whole(told):
    west = register("西中", "西镇", ["junior"])
    rows = [
        enrolled(name, "2023-2024-1", "junior", pupils=700, classes=10, classes_56_65=10, classes_66p=0)
        for name in (*names(), "西中")
    ]
    reader = told(schools(), west, rows)
    mine = find_alerts(reader, YEAR, areas={ids(reader)["西镇"]})
    assert mine
    assert {row.township for row in mine} == {"西镇"}
    assert {row.level for row in find_alerts(reader, YEAR)} == {"school", "township", "district"}


def test_every_declared_alert_can_be_found_somewhere():
    named = set(Path(__file__).read_text(encoding="utf-8").split('"')) | {each.name for each in WEIGHED}
    assert {each.name for each in ALERTS} <= named
