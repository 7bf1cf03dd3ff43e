"""Alerts find what their words say and nothing else: each rule again with plain loops, each number again by `values`."""

import math
from pathlib import Path

import pytest

import metrics
from catalog.alerts import ALERTS, Against, Rule
from catalog.settings import setting
from metrics.alerts import find_alerts
from tests.metrics.building import build, ids
from tests.soundness.random_district import LAST, RandomDistrict
from tests.soundness.told import Told

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
    if "." not in each.reads[0] and each.by_stage and each.theme in ("enrolment", "dropout") and each.rule not in (Rule.FACT, Rule.TIMES) and each.against is not Against.DISTRICT
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


def test_a_township_behind_its_district_is_weighed_against_it_where_both_are_whole(district):
    _, reader, found = district
    each = next(one for one in ALERTS if one.name == "retention_below_district")
    homes = {row["area_id"]: row["district_id"] for row in reader.rows("SELECT area_id, district_id FROM area WHERE level = 'township'")}  # fmt: skip
    frames = {
        level: metrics.values(reader, "retention_rate", level, [LAST_YEAR], split=["stage"])
        for level in ("township", "district")
    }
    own, whole = (
        {(row["area_id"], row["stage"]): row for row in frame.to_dict("records") if not math.isnan(row["value"])}
        for frame in frames.values()
    )
    wanted = {}
    for (area_id, stage), row in own.items():
        sum_of_all = whole.get((homes[area_id], stage))
        if sum_of_all is None or row["schools_missing"] or sum_of_all["schools_missing"]:
            continue
        n, d, all_n, all_d = row["numerator"], row["denominator"], sum_of_all["numerator"], sum_of_all["denominator"]
        behind, p = all_n / all_d - n / d, min(max((n + all_n) / (d + all_d), 0), 1)
        told = behind > math.sqrt(p * (1 - p) * (1 / d + 1 / all_d)) and behind * d >= 2 - 1e-9
        if behind > limit_of(each, stage) + 1e-9 and told and min(d, all_d) >= base_of(each, stage):
            wanted[area_id, stage] = pytest.approx((n / d, all_n / all_d))
    assert {(row.area_id, row.stage): (row.value, row.before) for row in found if row.alert is each} == wanted


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


def test_every_declared_alert_can_be_found_somewhere():
    texts = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_alerts*.py"))
    assert {each.name for each in ALERTS} <= set(texts.split('"')) | {each.name for each in WEIGHED}
