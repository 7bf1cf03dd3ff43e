"""The uploaded files, kept under the hash of their bytes, so that every number can be shown where it was written."""

from __future__ import annotations

import os
import re
import shutil
import uuid
from pathlib import Path

from etl.model import Extract
from store import Store

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}")


def original_path(store: Store, file_hash: str, name: str) -> Path:
    """Where the original of this hash lies; `name` only gives the extension."""
    extension = Path(name).suffix.lower()
    return store.folder.files / f"{file_hash}{extension if _EXTENSION.fullmatch(extension) else ''}"


def keep_original(store: Store, path: Path, extract: Extract) -> Path | None:
    """Copy the file into the data folder; None for a sheet that names persons, which is never kept."""
    if extract.pupil_level:
        return None
    target = original_path(store, extract.file_hash, path.name)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside first, or a crash would leave half a file under a hash that promises all of it.
        fresh = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.part")
        shutil.copyfile(path, fresh)
        with fresh.open("rb+") as stream:
            os.fsync(stream.fileno())
        fresh.replace(target)
    return target
