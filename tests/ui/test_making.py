"""A file that could not be made: the browser gets none, and the page says why in words."""

from __future__ import annotations

from threading import Thread

import pytest

from metrics import MetricsError
from store import StoreBroken
from ui.making import Making, failure_text


def clicked(making: Making) -> list[bytes]:
    """The file as the browser asks for it, in a thread of its own."""
    got: list[bytes] = []

    def ask() -> None:
        try:
            got.append(making())
        except ValueError:
            got.append(b"refused")

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return got


def test_a_file_that_was_made_leaves_nothing_to_say():
    making = Making(lambda: b"PK")
    assert clicked(making) == [b"PK"]
    assert making.failure_after_click() is None


def test_a_failure_is_raised_on_and_remembered_for_the_page():
    def broken() -> bytes:
        raise ValueError("no")

    making = Making(broken)
    assert clicked(making) == [b"refused"]
    assert isinstance(making.failure_after_click(), ValueError)


def test_a_second_click_forgets_the_first_failure():
    answers = [ValueError("no"), None]

    def once() -> bytes:
        failure = answers.pop(0)
        if failure:
            raise failure
        return b"PK"

    making = Making(once)
    clicked(making)
    making.failure_after_click()
    assert clicked(making) == [b"PK"]
    assert making.failure_after_click() is None


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (MetricsError("两份试卷不可比"), "两份试卷不可比"),
        (StoreBroken("/secret/path"), "请刷新页面再试"),
        (OSError(28, "No space left"), "磁盘已满"),
        (MemoryError(), "内存不够"),
        (KeyError("x"), "KeyError"),
    ],
)
def test_each_failure_is_said_in_words(failure, words):
    said = failure_text(failure)
    assert said.startswith("文件没有生成，数据没有受影响")
    assert words in said
    assert "/secret" not in said
