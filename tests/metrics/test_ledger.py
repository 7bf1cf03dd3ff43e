"""What was collected, as it stands: papers, scores in bins, pairs with the stages they share, activities, who was silent."""

from __future__ import annotations

import datetime

from metrics import ledger
from metrics.score_band import score_band
from tests.metrics.building import Said, enrolled, ids, month, pair, paper, reading, register

SINCE = datetime.date(2022, 9, 1)


def test_a_pair_knows_the_stages_that_both_schools_have(tmp_path):
    with reading(
        tmp_path, register("总校", "东镇", ["primary", "junior"]), register("村小", "东镇", ["primary"]), register("幼儿园", "西镇", ["kindergarten"]),
        pair("总校", "村小", SINCE), pair("总校", "幼儿园", SINCE),
    ) as reader:  # fmt: skip
        found = {each.member: each.stages for each in ledger.pairs(reader, None)}
        seen = [each.member for each in ledger.pairs(reader, [ids(reader)["西镇"]])]
    assert found == {"村小": ("primary",), "幼儿园": ()}
    assert seen == ["幼儿园"], "a pair is seen by whoever may see one of its schools"


def test_scores_in_bins_are_added_over_schools_of_the_townships_asked(tmp_path):
    with reading(
        tmp_path, register("一中", "东镇", ["junior"]), register("二中", "西镇", ["junior"]),
        paper("一中", "2023-2024-2", sat=3, sum_score=180.0, bins='{"50": 1, "60": 2}'),
        paper("二中", "2023-2024-2", sat=1, sum_score=60.0, bins='{"60": 1}'),
    ) as reader:  # fmt: skip
        (one,) = ledger.papers(reader)
        assert ledger.score_bins(reader, one, None) == {50.0: 1, 60.0: 3}
        assert ledger.score_bins(reader, one, [ids(reader)["西镇"]]) == {60.0: 1}
        assert ledger.score_bins(reader, one, []) == {}


def test_activities_nobody_counted_stay_unknown(tmp_path):
    rows = [
        Said(
            "support",
            "2023-2024-1",
            {"core": "总校", "member": "村小", "activity": "送教", "count": 3, "persons": None},
        ),
        Said("support", "2023-2024-1", {"core": "总校", "member": "村小", "activity": "教研", "count": None}),
    ]
    with reading(
        tmp_path, register("总校", "东镇", ["primary"]), register("村小", "东镇", ["primary"]), rows
    ) as reader:
        known = ids(reader)
        found = ledger.activities(reader, known["总校"], [known["村小"]])
    assert {each.activity: (each.count, each.persons) for each in found} == {"送教": (3, None), "教研": (None, None)}


def test_who_was_silent_is_told_by_township_and_school(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), register("二小", "东镇", ["primary"]),
        month("一小", "2023-10", reported=True, dropouts=0), month("二小", "2023-10", reported=False),
        enrolled("一小", "2023-2024-1", pupils=9),
    ) as reader:  # fmt: skip
        (silence,) = ledger.silences(reader, "dropout", ["2023-10"], None)
        never = ledger.never_reported(reader, "dropout", ["2023-10"], None)
    assert (silence.township, silence.due, silence.missing) == ("东镇", 2, 1)
    assert [name for _, name, _ in never] == ["二小"]


def test_a_band_of_scores_is_the_sum_of_the_schools_behind_it(tmp_path):
    with reading(
        tmp_path, register("一中", "东镇", ["junior"]), register("二中", "西镇", ["junior"]), register("三中", "西镇", ["junior"]),
        paper("一中", "2023-2024-2", sat=3, sum_score=180.0, bins='{"50": 1, "60": 2}'),
        paper("二中", "2023-2024-2", sat=1, sum_score=60.0, bins='{"60": 1}'),
        paper("三中", "2023-2024-2", sat=2, sum_score=120.0),
    ) as reader:  # fmt: skip
        (one,) = ledger.papers(reader)
        west, first = ids(reader)["西镇"], ids(reader)["一中"]
        for townships in (None, [west], []):
            for lower, pupils in ledger.score_bins(reader, one, None).items():
                told = ledger.score_bins(reader, one, townships).get(lower, 0)
                found = score_band(reader, one, lower, townships)
                assert sum(cell.value for cell in found.cells) == told <= pupils
                assert [name for _, name in found.without] == ([] if townships == [] else ["三中"])
        (cell,) = score_band(reader, one, 60.0, None, first).cells
        assert (cell.area, cell.value, cell.column, bool(cell.file)) == ("一中", 2, "bins", True)
