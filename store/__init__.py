"""The database: published versions that readers open and writers never touch."""

from store.errors import EmptyStore, StoreBroken, StoreBusy, StoreError, UnknownBatch, UnknownVersion
from store.identity import Match, Resolver, normalise_name
from store.reader import Reader
from store.registry import UNNAMED_DISTRICT
from store.versions import Store, Version, versions
from store.writer import NewBatch, NewSheet, Writer

__all__ = [
    "UNNAMED_DISTRICT",
    "EmptyStore",
    "Match",
    "NewBatch",
    "NewSheet",
    "Reader",
    "Resolver",
    "Store",
    "StoreBroken",
    "StoreBusy",
    "StoreError",
    "UnknownBatch",
    "UnknownVersion",
    "Version",
    "Writer",
    "normalise_name",
    "versions",
]
