"""What jobs and the reader say of themselves, in the visitor's language."""

from __future__ import annotations

import re

from ui.text import language
from ui.text.jobs import JOB_WORDS


def spoken(text: str | None) -> str:
    """A job's message or the reader's reason as it stands on a page; empty for nothing."""
    return in_english(text or "") if language() == "en" else text or ""


def in_english(text: str) -> str:
    """What a job said, in English; the text itself where it quotes a file or the store."""
    for pattern, english in JOB_WORDS:
        match = re.fullmatch(pattern, text)
        if match:
            return match.expand(english)
    return text
