"""The handling of alerts is kept at the desk, step by step, and no version is written for it."""

import datetime

import pytest

from store.alerts import AlertDesk, AlertState, MissingNote

KEY = ("open_dropouts", "S00001", "2023-2024")


def test_an_untouched_folder_has_no_steps_and_stays_untouched(tmp_path):
    assert AlertDesk(tmp_path).last() == {}
    assert AlertDesk(tmp_path).history(KEY) == []
    assert not list(tmp_path.iterdir())


def test_the_last_step_is_where_an_alert_stands_and_every_step_is_kept(tmp_path):
    desk, due = AlertDesk(tmp_path), datetime.date(2024, 5, 1)
    desk.step(KEY, AlertState.WORKING, "甲", unit=" 东镇中心校 ", due=due, value=3)
    desk.step(KEY, AlertState.CLOSED, "乙", note="三人均已返校", unit="东镇中心校", value=0)
    desk.step(("open_dropouts", "S00001", "2022-2023"), AlertState.WORKING, "甲")
    assert {key[2]: step.state for key, step in AlertDesk(tmp_path).last().items()} == {
        "2023-2024": AlertState.CLOSED,
        "2022-2023": AlertState.WORKING,
    }
    newest, first = AlertDesk(tmp_path).history(KEY)
    assert (newest.person, newest.note, newest.value, newest.due) == ("乙", "三人均已返校", 0, None)
    assert (first.unit, first.due, first.value, first.at.tzinfo) == ("东镇中心校", due, 3, datetime.UTC)


@pytest.mark.parametrize("state", [AlertState.EXPLAINED, AlertState.CLOSED])
def test_nothing_is_explained_or_closed_without_a_word(tmp_path, state):
    with pytest.raises(MissingNote):
        AlertDesk(tmp_path).step(KEY, state, "甲", note="  ")
    assert AlertDesk(tmp_path).last() == {}


def test_what_was_seen_to_be_gone_is_kept_by_alert_and_steps_know_the_data_they_stood_in(tmp_path):
    desk = AlertDesk(tmp_path)
    desk.step(KEY, AlertState.CLOSED, "乙", note="已返校", value=1, facts="abc")
    desk.mark_gone([KEY])
    (at,) = desk.gone()[KEY]
    assert (desk.last()[KEY].facts, at > desk.last()[KEY].at) == ("abc", True)
