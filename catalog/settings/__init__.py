"""What a bureau may set: thresholds, formula variants, limits. Declared once; changed only through the store's log."""

from catalog.settings.aid import CASES, PROGRAMMES, AidStandard, AidTable, BadStandard, StandardInForce
from catalog.settings.declared import GROUPS, SETTINGS, setting
from catalog.settings.in_force import DEFAULTS, InForce, Settings, check_together
from catalog.settings.model import BadSetting, Evidence, Setting, SettingKind

__all__ = [
    "CASES",
    "DEFAULTS",
    "GROUPS",
    "PROGRAMMES",
    "SETTINGS",
    "AidStandard",
    "AidTable",
    "BadSetting",
    "BadStandard",
    "Evidence",
    "InForce",
    "Setting",
    "SettingKind",
    "Settings",
    "StandardInForce",
    "check_together",
    "setting",
]
