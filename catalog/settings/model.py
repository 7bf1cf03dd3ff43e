"""The shape of a setting: what it may be, what it is unless somebody said otherwise, and how sure we are of that."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.evidence import Evidence
from catalog.model import DeclarationError

Value = float | int | str


class BadSetting(ValueError):
    """A value that the setting cannot have, or an unknown setting. The text is for the screen."""


class SettingKind(StrEnum):
    """What a setting holds."""

    SHARE = "share"  # a fraction of one, shown as per cent
    COUNT = "count"  # a whole number
    NUMBER = "number"
    CHOICE = "choice"  # one of `choices`


@dataclass(frozen=True)
class Setting:
    """One setting. Limits are inclusive. `choices`: code -> (Chinese, English). `uses` says what it changes, beside
    the indicators that name it."""

    name: str
    zh: str
    en: str
    group: str
    kind: SettingKind
    default: Value
    source: str
    evidence: Evidence
    note: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    uses: str = ""

    def __post_init__(self) -> None:
        if self.kind is SettingKind.CHOICE and not self.choices:
            raise DeclarationError(f"{self.name}: a choice needs choices")
        if not (self.zh and self.en and self.source):
            raise DeclarationError(f"{self.name}: needs labels and a source")
        try:
            if self.checked(self.default) != self.default:
                raise DeclarationError(f"{self.name}: its default is not in its own form")
        except BadSetting as error:
            raise DeclarationError(f"{self.name}: {error}") from error

    def checked(self, value: object) -> Value:
        """The value in the setting's own type; BadSetting with the reason when it cannot be."""
        if self.kind is SettingKind.CHOICE:
            return self._choice(str(value).strip())
        number = self._number(value)
        if self.kind is SettingKind.COUNT:
            if not number.is_integer():
                raise BadSetting(f"“{self.zh}”要填整数")
            number = int(number)
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            raise BadSetting(f"“{self.zh}”要在 {self._limits()} 之间，不能是 {self.written(number)}")
        return number

    def typed(self, value: object) -> object:
        """What a visitor typed into a box that shows percent, to be checked: of a share a bare number is a percent (5 is 5%)."""
        text = _as_percent(str(value))
        return f"{text}%" if self.kind is SettingKind.SHARE and text and not text.endswith("%") else value

    def _choice(self, text: str) -> str:
        for code, labels in self.choices.items():
            if text in (code, *labels):
                return code
        listed = "、".join(f"{code}（{labels[0]}）" for code, labels in self.choices.items())
        raise BadSetting(f"“{self.zh}”没有“{text}”；可选：{listed}")

    def _number(self, value: object) -> float:
        """A number as it is typed: 0.85, 85%, ８５％."""
        text = _as_percent(str(value)).replace("，", "").replace(",", "")
        share = text.endswith("%")
        try:
            number = float(text.removesuffix("%").strip())
        except ValueError as error:
            raise BadSetting(f"“{self.zh}”要填数字，“{value}”不是") from error
        if not math.isfinite(number):
            raise BadSetting(f"“{self.zh}”要填数字，“{value}”不是")
        if share and self.kind is not SettingKind.SHARE:
            raise BadSetting(f"“{self.zh}”不是百分比，请填数")
        # 84.7 % as typed is 0.847, not 0.8470000000000001.
        return round(number / 100, 12) if share else number

    def _limits(self) -> str:
        low, high = (self.written(each) if each is not None else "不限" for each in (self.minimum, self.maximum))
        return f"{low} 和 {high}"

    def written(self, value: Value) -> str:
        """The value as it is read: 85%, 2个百分点 (the difference of two rates), 45, A."""
        if self.kind is SettingKind.CHOICE:
            return self.choices[str(value)][0]
        if self.kind is SettingKind.SHARE:
            return f"{round(float(value) * 100, 10):g}{self.unit or '%'}"
        return f"{value:g}{self.unit}"


def _as_percent(text: str) -> str:
    """What was typed, with 个百分点 and the wide sign as %: all of them are hundredths."""
    return re.sub(r"\s*(个百分点|百分点|％)$", "%", text.strip())
