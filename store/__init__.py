"""The database: published versions that readers open and writers never touch."""

from store.backup import backup, restore
from store.desk import Desk, DeskDraft, Job
from store.errors import EmptyStore, StoreBroken, StoreBusy, StoreError, UnknownBatch, UnknownVersion
from store.history import Batch, add_alias, aliases, batches, events, redo, return_to, undo
from store.identity import Match, Resolver, normalise_name
from store.reader import Reader
from store.registry import UNNAMED_DISTRICT
from store.versions import Store, Version, versions
from store.writer import NewBatch, NewSheet, Writer

__all__ = [
    "UNNAMED_DISTRICT",
    "Batch",
    "Desk",
    "DeskDraft",
    "EmptyStore",
    "Job",
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
    "add_alias",
    "aliases",
    "backup",
    "batches",
    "events",
    "normalise_name",
    "redo",
    "restore",
    "return_to",
    "undo",
    "versions",
]
