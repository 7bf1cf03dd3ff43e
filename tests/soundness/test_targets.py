"""A target is set through the log, stands beside its value, and is only called reached when everything due is in."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import metrics
from catalog import indicator
from catalog.targets import BadTarget, Target
from metrics.command import main
from metrics.disclosure import ACTING, PUBLIC
from metrics.targets import Progress, progress, target_values
from reports.indicators import indicator_download
from store import Reader, Store, undo
from store.targets import set_target, targets_in_force
from tests.metrics.building import File, Said, build, enrolled, ids, month, register
from tests.reports.district import occasion
from ui.goals import drawn_goals, goal_note, goal_sentence

YEAR = "2023-2024"
ROWS = [
    *register("甲中", "东镇", ["junior"]), *register("乙中", "西镇", ["junior"]),
    enrolled("甲中", "2021-2022-1", "junior", intake=100), enrolled("甲中", YEAR, "junior", graduates=97, transfer_in=0, transfer_out=0),
    enrolled("乙中", "2021-2022-1", "junior", intake=50), enrolled("乙中", YEAR, "junior", graduates=46, transfer_in=0, transfer_out=0),
    month("甲中", "2023-09", "junior", enrolled_start=300, dropouts=1, returned=0, reported=True),
]  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The district without a target: nothing may be published in it."""
    return build(tmp_path_factory.mktemp("targets"), [File(ROWS)])


@pytest.fixture
def store(bare: Store, tmp_path: Path) -> Store:
    """A copy of it to set targets in."""
    shutil.copytree(bare.folder.root, tmp_path / "own")
    return Store(tmp_path / "own")


def place(store: Store, name: str) -> str:
    with store.read() as reader:
        return ids(reader)[name]


def found(store: Store, areas: set[str] | None = None) -> list[Progress]:
    with store.read() as reader:
        return progress(reader, areas)


def test_a_target_stands_beside_its_value_with_gap_and_document(store: Store):
    set_target(store, Target("retention_rate", place(store, "东镇"), YEAR, 0.95, "县教〔2023〕8号", "junior"), "王科长")
    set_target(store, Target("retention_rate", place(store, "西镇"), YEAR, 0.95, "县教〔2023〕8号", "junior"), "王科长")
    east, west = found(store)
    assert (east.actual, east.met, east.person, east.target.document) == (0.97, True, "王科长", "县教〔2023〕8号")
    assert (west.actual, west.met) == (0.92, False)
    assert west.gap == pytest.approx(-0.03)
    assert target_values([east, west], place(store, "东镇"), "junior") == {YEAR: 0.95}
    assert [each.area for each in found(store, {place(store, "西镇")})] == ["西镇"]


def test_what_is_not_all_in_is_not_called_reached_but_what_is_lost_is_lost(store: Store):
    east = place(store, "东镇")
    district = place(store, "青山县")
    set_target(store, Target("dropout_open", district, YEAR, 2, "动态清零"), "甲")
    set_target(store, Target("dropout_open", east, YEAR, 0, "动态清零"), "甲")
    whole, one = found(store)
    assert (whole.actual, whole.met, whole.missing) == (1, None, 1)  # 乙中 has not reported
    assert (one.actual, one.met) == (1, False)


def test_another_value_changes_the_target_and_undo_brings_the_first_back(store: Store):
    area = place(store, "东镇")
    set_target(store, Target("retention_rate", area, YEAR, 0.95, "一号文"), "甲")
    set_target(store, Target("retention_rate", area, YEAR, 0.98, "二号文"), "乙")
    with store.read() as reader:
        (now,) = targets_in_force(reader)
    assert (now.target.value, now.person) == (0.98, "乙")
    undo(store, now.batch, "丙")
    with store.read() as reader:
        assert [each.target.value for each in targets_in_force(reader)] == [0.95]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"indicator": "nothing"}, "没有叫"),
        ({"indicator": "exam_mean"}, "成绩不下指标"),
        ({"indicator": "pupils"}, "没有好坏方向"),
        ({"area_id": "T9999"}, "没有编号"),
        ({"year": "2023"}, "按学年"),
        ({"year": "今年"}, "不是年度"),
        ({"value": 95.0}, "不能大于 100%"),
        ({"value": -1.0}, "不小于 0"),
        ({"stage": "中学"}, "没有“中学”"),
        ({"document": " "}, "文件"),
    ],
)
def test_what_cannot_be_a_target_is_refused(bare: Store, changes: dict, said: str):
    given = {
        "indicator": "retention_rate",
        "area_id": place(bare, "东镇"),
        "year": YEAR,
        "value": 0.95,
        "document": "文",
    }
    with pytest.raises(BadTarget, match=said):
        set_target(bare, Target(**{**given, **changes}), "甲")
    assert bare.current() == 1


def test_the_command_line_tells_progress(store: Store, capsys: pytest.CaptureFixture[str]):
    set_target(store, Target("retention_rate", place(store, "东镇"), YEAR, 0.95, "文", "junior"), "甲")
    assert main(["--targets", "--json", "--data", str(store.folder.root)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["area"], told["actual"], told["met"], told["value"]) == ("东镇", 0.97, True, 0.95)


def test_a_download_holds_target_gap_and_document_where_a_row_has_its_own(store: Store):
    set_target(store, Target("retention_rate", place(store, "西镇"), YEAR, 0.95, "县教〔2023〕8号", "junior"), "王科长")
    with store.read() as reader:
        cells = _columns(reader, metrics.values(reader, "retention_rate", "township", [YEAR], {"stage": "junior"}))
        assert dict(zip(cells["区域"], cells["年度目标"], strict=True)) == {"东镇": None, "西镇": 0.95}
        assert dict(zip(cells["区域"], cells["与目标之差（百分点）"], strict=True)) == {"东镇": None, "西镇": -3}
        assert cells["目标依据文件"] == [None, "县教〔2023〕8号"]
        # Of all stages together, of the district, of a part of the pupils nobody set one.
        for by, where in (
            ("township", None),
            ("district", {"stage": "junior"}),
            ("township", {"stage": "junior", "ownership": "public"}),
        ):
            assert "年度目标" not in _columns(reader, metrics.values(reader, "retention_rate", by, [YEAR], where))


def _columns(reader: Reader, values: pd.DataFrame) -> dict[str, list]:
    download = indicator_download(reader, indicator("retention_rate"), values, occasion(reader))
    return {field.header: list(cells) for field, cells in zip(download.fields, download.columns, strict=True)}


def test_what_may_not_be_seen_has_no_value_and_no_gap(store: Store):
    set_target(store, Target("dropout_open", place(store, "东镇"), YEAR, 0, "动态清零"), "甲")
    with store.read() as reader:
        (inside,), (outside,) = (progress(reader, audience=audience) for audience in (ACTING, PUBLIC))
    assert (inside.actual, inside.gap, inside.met) == (1, 1, False)
    assert (outside.actual, outside.gap, outside.met) == (None, None, None)


def test_the_words_follow_the_direction(store: Store):
    set_target(store, Target("retention_rate", place(store, "西镇"), YEAR, 0.95, "八号文", "junior"), "甲")
    set_target(store, Target("dropout_open", place(store, "东镇"), YEAR, 0, "动态清零"), "甲")
    set_target(store, Target("retention_rate", place(store, "东镇"), YEAR, 0.97, "八号文", "junior"), "甲")
    west, out, east = found(store)
    assert goal_note(west) == "目标 95%，未达标，还差3.00个百分点"
    assert goal_note(out) == "目标 0人，未达标，超出1人"
    assert goal_note(east) == "目标 97%，已达标，正好达到"
    assert goal_sentence(west) == "西镇2023-24年度目标 95%（八号文）：未达标，还差3.00个百分点"
    drawn = drawn_goals([west, out, east], ["2022-2023", YEAR], "", {west.target.area_id: "#000"})
    assert [(each.values, each.label, each.document) for each in drawn] == [
        ((None, 0.95), "西镇目标 95%", "（八号文）")
    ]


def test_a_total_that_stands_for_one_stage_does_not_stand_for_the_schools_of_another(tmp_path):
    """东镇 states its primary pupils itself, for 二小 that is silent; for 二中 nobody states anything."""
    small = {"classes_56_65": 0, "classes_66p": 0}
    schools = {"一小": "primary", "二小": "primary", "一中": "junior", "二中": "junior"}
    rows = [row for name, stage in schools.items() for row in register(name, "东镇", [stage])]
    rows += [enrolled(name, f"{YEAR}-1", schools[name], pupils=300, classes=6, **small) for name in ("一小", "一中")]
    rows.append(
        Said("enrolment", f"{YEAR}-1", {"stage": "primary", "pupils": 700, "classes": 14, **small}, None, "东镇")
    )
    store = build(tmp_path, [File(rows)])
    with store.read() as reader:
        town = ids(reader)["东镇"]
    for stage in (None, "primary"):
        set_target(store, Target("large_class_share", town, YEAR, 0.05, "青教〔2023〕1号", stage), "甲")
    with store.read() as reader:
        whole, primary = progress(reader)
    assert (whole.actual, whole.missing, whole.met) == (0, 1, None)
    assert (primary.actual, primary.missing, primary.met) == (0, 0, True)
