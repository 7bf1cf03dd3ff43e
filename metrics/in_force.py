"""The settings of a version, asked once of each reader."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from catalog.settings import Settings
from store.reader import Reader
from store.settings import settings_in_force

_KNOWN: WeakKeyDictionary[Reader, Settings] = WeakKeyDictionary()


def settings_of(reader: Reader) -> Settings:
    """What is in force in the reader's version, which never changes."""
    found = _KNOWN.get(reader)
    if found is None:
        found = _KNOWN[reader] = settings_in_force(reader)
    return found
