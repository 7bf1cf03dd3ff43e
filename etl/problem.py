"""The shape of one entry in the catalogue of problems."""

from __future__ import annotations

from dataclasses import dataclass

from etl.model import ERROR, INFO, WARNING


@dataclass(frozen=True)
class Problem:
    """What can be wrong, how bad it is, and what to do about it. Texts may hold `{details}`."""

    code: str
    level: str
    zh: str
    advice_zh: str
    en: str
    advice_en: str

    def __post_init__(self) -> None:
        if self.level not in (ERROR, WARNING, INFO):
            raise ValueError(f"{self.code}: unknown level {self.level!r}")
        if not (self.zh and self.en):
            raise ValueError(f"{self.code}: needs a text in both languages")
