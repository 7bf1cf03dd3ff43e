"""What can go wrong with the store, in classes a caller can tell apart."""


class StoreError(Exception):
    """Anything the store refuses or cannot do."""


class StoreBusy(StoreError):
    """Another writer holds the lock and did not let go in time."""


class EmptyStore(StoreError):
    """Nothing has been published yet."""


class UnknownBatch(StoreError):
    """No batch of this id."""


class UnknownVersion(StoreError):
    """No such version is kept."""


class StoreBroken(StoreError):
    """The store cannot be read or written: disk full, no permission, a damaged or a newer file."""
