"""Times as people read them. The store keeps UTC without a zone; people read the clock on the wall of this machine."""

from __future__ import annotations

import datetime


def local_moment(moment: datetime.datetime | None) -> str:
    """A time of the store on the local clock, to the minute; empty for none."""
    if moment is None:
        return ""
    return moment.replace(tzinfo=moment.tzinfo or datetime.UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def this_moment() -> str:
    """Now on the local clock, to the minute."""
    return local_moment(datetime.datetime.now(datetime.UTC))
