"""Settings change through the log: validated, with a reason, undoable, and only where somebody changed them."""

from contextlib import closing

import duckdb
import pytest

from catalog.settings import DEFAULTS, SETTINGS, BadSetting, Settings
from store import Store, return_to, undo
from store.settings import change_settings, setting_changes, settings_in_force
from store.upgrade import bring_up_to_date
from tests.store.build import load, pupils


def in_force(store: Store) -> Settings:
    with store.read() as reader:
        return settings_in_force(reader)


@pytest.fixture
def filled(store: Store) -> Store:
    load(store, "enrolment", [pupils("甲小学", 10)])
    return store


def test_nothing_is_changed_until_somebody_changes_it(filled: Store):
    assert in_force(filled) == DEFAULTS
    assert [DEFAULTS.value(each.name) for each in SETTINGS] == [each.default for each in SETTINGS]


def test_a_change_holds_from_its_version_on_and_says_who_and_why(filled: Store):
    version = change_settings(filled, {"dropout_line_primary": "0.5%"}, "王科长", "县办〔2024〕3号")
    now = in_force(filled).of("dropout_line_primary")
    assert (now.value, now.person, now.note, now.text) == (0.005, "王科长", "县办〔2024〕3号", "0.5%")
    with filled.read(version - 1) as reader:
        assert settings_in_force(reader).value("dropout_line_primary") == 0.006


def test_the_last_change_holds_and_undo_brings_back_the_one_before(filled: Store):
    change_settings(filled, {"retention_formula": "B"}, "甲", "一")
    change_settings(filled, {"retention_formula": "C"}, "乙", "二")
    last = in_force(filled).of("retention_formula")
    undo(filled, last.batch, "丙")
    assert in_force(filled).value("retention_formula") == "B"
    with filled.read() as reader:
        assert [(each.value, each.live) for each in setting_changes(reader)] == [("B", True), ("C", False)]


def test_a_setting_goes_back_to_its_default_and_with_an_old_version(filled: Store):
    before = filled.current() or 0
    change_settings(filled, {"change_base": 40}, "甲", "试")
    changed = filled.current() or 0
    change_settings(filled, {"change_base": None}, "甲", "还是原来的好")
    assert not in_force(filled).of("change_base").changed
    return_to(filled, changed, "甲")
    assert in_force(filled).value("change_base") == 40
    return_to(filled, before, "甲")
    assert in_force(filled).value("change_base") == 20


@pytest.mark.parametrize(
    ("changes", "note", "said"),
    [
        ({"no_such_thing": 1}, "因", "没有名为"),
        ({"exam_pass_at": "六成"}, "因", "要填数字"),
        ({"exam_pass_at": 60}, "因", "1% 和 100%"),
        ({"class_limit_primary": 45.5}, "因", "整数"),
        ({"retention_formula": "D"}, "因", "可选"),
        ({"exam_pass_at": 0.9}, "因", "不能高于"),
        ({"exam_pass_at": 0.6}, "因", "相同"),
        ({"exam_pass_at": 0.7}, "  ", "为什么"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(filled: Store, changes: dict, note: str, said: str):
    with pytest.raises(BadSetting, match=said):
        change_settings(filled, changes, "甲", note)
    assert in_force(filled) == DEFAULTS
    assert filled.current() == 1


def test_a_store_of_an_earlier_program_is_brought_up_to_date_before_it_is_read(filled: Store):
    with closing(duckdb.connect(str(filled.folder.version_path(1)))) as connection:
        connection.execute("DROP TABLE rows_setting")
        connection.execute("ALTER TABLE rows_enrolment DROP COLUMN deaths")
        connection.execute("ALTER TABLE enrolment DROP COLUMN deaths")
    with filled.read() as reader:
        assert settings_in_force(reader) == DEFAULTS
    assert bring_up_to_date(filled) == 2
    assert bring_up_to_date(filled) == 2
    with filled.read() as reader:
        assert reader.rows("SELECT pupils, deaths FROM enrolment") == [{"pupils": 10, "deaths": None}]
        assert [row["action"] for row in reader.rows("SELECT action FROM event")] == ["import", "migrate"]
