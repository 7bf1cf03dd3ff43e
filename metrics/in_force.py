"""What people set, as it stands in a version: asked once of each."""

from __future__ import annotations

from catalog.settings import Settings
from store.reader import Reader
from store.settings import settings_in_force
from store.targets import SetTarget, targets_in_force


def settings_of(reader: Reader) -> Settings:
    """The settings in force in the reader's version."""
    return reader.known.once("settings", lambda: settings_in_force(reader))


def targets_of(reader: Reader) -> tuple[SetTarget, ...]:
    """The targets in force in the reader's version, in the order they were set."""
    return reader.known.once("targets", lambda: tuple(targets_in_force(reader)))
