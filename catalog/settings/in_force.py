"""The settings in force: a value for every declared setting, and an indicator as it reads under them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from catalog.model import Indicator, Reference
from catalog.settings.aid import AidTable
from catalog.settings.aid_declared import DECLARED_TABLE
from catalog.settings.declared import SETTINGS, setting
from catalog.settings.model import Setting, Value


@dataclass(frozen=True)
class InForce:
    """One setting with its value; who changed it when and why, if anybody did."""

    setting: Setting
    value: Value
    person: str = ""
    at: datetime.datetime | None = None
    note: str = ""
    batch: str = ""

    @property
    def changed(self) -> bool:
        """Whether somebody set it."""
        return bool(self.batch)

    @property
    def text(self) -> str:
        """The value as it is read."""
        return self.setting.written(self.value)


@dataclass(frozen=True)
class Settings:
    """What is in force. Settings that nobody changed have their defaults; `aid` is the table of aid standards."""

    changed: Mapping[str, InForce] = field(default_factory=dict)
    aid: AidTable = DECLARED_TABLE

    def of(self, name: str) -> InForce:
        """The setting of this name with its value; BadSetting for an unknown one."""
        declared = setting(name)
        return self.changed.get(name) or InForce(declared, declared.default)

    def value(self, name: str) -> Value:
        """The value of a setting."""
        return self.of(name).value

    def number(self, name: str) -> float:
        """The value of a setting that is a number."""
        return float(self.value(name))

    def applied(self, indicator: Indicator, stage: str | None = None) -> Indicator:
        """The indicator as it reads now: its variant, its reference lines and its smallest base.

        Where the smallest base differs by stage and no stage is named, the smallest of them holds.
        """
        changes: dict[str, object] = {}
        if indicator.variant_by:
            variant = next(each for each in indicator.variants if each.code == self.value(indicator.variant_by))
            changes |= {
                "numerator": variant.numerator,
                "denominator": variant.denominator,
                "formula_zh": variant.formula_zh,
                "formula_en": variant.formula_en,
            }
        if any(each.setting for each in indicator.references):
            changes["references"] = tuple(map(self._reference, indicator.references))
        if indicator.smallest_base_by:
            changes["smallest_base"] = self._smallest(indicator, stage)
        return replace(indicator, **changes) if changes else indicator  # type: ignore[arg-type]

    def _reference(self, reference: Reference) -> Reference:
        if not reference.setting:
            return reference
        found = self.of(reference.setting)
        source = f"{reference.source}；{found.person}改为{found.text}" if found.changed else reference.source
        return replace(reference, value=float(found.value), source=source)

    def _smallest(self, indicator: Indicator, stage: str | None) -> int:
        by_stage = dict(indicator.smallest_base_by)
        named = by_stage.get(stage) or by_stage.get(None)
        return int(self.number(named) if named else min(map(self.number, by_stage.values())))

    def used_by(self, indicator: Indicator) -> list[InForce]:
        """The settings that an indicator's value, lines or cautions depend on."""
        return [self.of(name) for name in settings_of(indicator)]


DEFAULTS = Settings()


def settings_of(indicator: Indicator) -> tuple[str, ...]:
    """The names of the settings that the indicator uses."""
    named = [indicator.variant_by, *(each.setting for each in indicator.references)]
    named += [name for _, name in indicator.smallest_base_by] + list(indicator.settings)
    return tuple(dict.fromkeys(name for name in named if name))


def check_together(values: Mapping[str, Value]) -> list[str]:
    """What is wrong with the values taken together, in words. `values` holds every setting."""
    low, passed, excellent = (values[name] for name in ("exam_low_below", "exam_pass_at", "exam_excellent_at"))
    return [] if low <= passed <= excellent else ["低分线不能高于及格线，及格线不能高于优秀线"]  # type: ignore[operator]


def all_values(settings: Settings, changes: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Every setting's value, with some changed."""
    return {each.name: settings.value(each.name) for each in SETTINGS} | dict(changes or {})


def listed(settings: Settings, names: Iterable[str] | None = None) -> list[InForce]:
    """Every setting in the order of declaration, or those of these names."""
    return [settings.of(name) for name in (names if names is not None else (each.name for each in SETTINGS))]
