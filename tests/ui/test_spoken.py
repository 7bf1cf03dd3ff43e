"""What jobs say of themselves in Chinese has its English."""

import re
from pathlib import Path

import pytest

from ui.spoken import in_english

ROOT = Path(__file__).resolve().parents[2]
_SAID = re.compile(r'(?:progress\([\d.]+, |fail_job\([^,]+, |reason=|return _unreadable\([^"]*)f?"([^"]*)"')
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said() -> set[str]:
    """Every message of a job or reader in the source, blanks filled with a number."""
    rooms = [*ROOT.glob("etl/*.py"), *ROOT.glob("etl/extract/*.py"), ROOT / "store/desk.py"]
    texts = {text for path in rooms for text in _SAID.findall(path.read_text(encoding="utf-8"))}
    return {re.sub(r"\{[^}]*\}", "7", text) for text in texts if CHINESE.search(text)}


def test_every_message_of_a_job_has_its_english() -> None:
    messages = said()
    assert "正在读取文件" in messages
    assert len(messages) > 15
    assert [text for text in messages if CHINESE.search(in_english(text))] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("正在读取第 2/5 个文件", "Reading file 2 of 5"),
        ("超过 600 秒仍未完成，已停止。", "Not done after 600 seconds; stopped."),
        ("“石桥小学”不能并入自己。", "石桥小学 cannot be merged into itself."),
    ],
)
def test_what_they_quote_stays(chinese: str, english: str) -> None:
    assert in_english(chinese) == english
