"""A target is set through the log, stands beside its value, and is only called reached when everything due is in."""

import json
from pathlib import Path

import pytest

from catalog.targets import BadTarget, Target
from metrics.command import main
from metrics.targets import Progress, progress, target_values
from store import Store, undo
from store.targets import set_target, targets_in_force
from tests.metrics.building import File, build, enrolled, ids, month, register

YEAR = "2023-2024"
ROWS = [
    *register("甲中", "东镇", ["junior"]), *register("乙中", "西镇", ["junior"]),
    enrolled("甲中", "2021-2022-1", "junior", intake=100), enrolled("甲中", YEAR, "junior", graduates=97, transfer_in=0, transfer_out=0),
    enrolled("乙中", "2021-2022-1", "junior", intake=50), enrolled("乙中", YEAR, "junior", graduates=46, transfer_in=0, transfer_out=0),
    month("甲中", "2023-09", "junior", enrolled_start=300, dropouts=1, returned=0, reported=True),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return build(tmp_path, [File(ROWS)])


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
def test_what_cannot_be_a_target_is_refused(store: Store, changes: dict, said: str):
    given = {
        "indicator": "retention_rate",
        "area_id": place(store, "东镇"),
        "year": YEAR,
        "value": 0.95,
        "document": "文",
    }
    with pytest.raises(BadTarget, match=said):
        set_target(store, Target(**{**given, **changes}), "甲")
    assert store.current() == 1


def test_the_command_line_tells_progress(store: Store, capsys: pytest.CaptureFixture[str]):
    set_target(store, Target("retention_rate", place(store, "东镇"), YEAR, 0.95, "文", "junior"), "甲")
    assert main(["--targets", "--json", "--data", str(store.folder.root)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["area"], told["actual"], told["met"], told["value"]) == ("东镇", 0.97, True, 0.95)
