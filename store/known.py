"""What is known of a version once it was asked: its periods, settings, places. A published file never changes, so every reader
of it shares what another one found out, as long as the file is open.

Only for facts of the version itself, which every page needs whatever it shows; answers to questions are kept elsewhere
(ui/answers.py), by visitor and condition.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Fact = TypeVar("Fact")
# Conditions on papers and programmes are a part of some questions, so there is no telling how many there will be.
MOST_KEPT = 1000


class Known:
    """Facts of one version by their key, the ones asked last; shared among threads. Nobody changes what is handed out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facts: OrderedDict[Hashable, Any] = OrderedDict()

    def once(self, key: Hashable, find: Callable[[], Fact]) -> Fact:
        """The fact of this key, found out the first time. Two who ask at once may both find it: it is the same."""
        with self._lock:
            if key in self._facts:
                self._facts.move_to_end(key)
                return self._facts[key]
        found = find()
        with self._lock:
            self._facts[key] = found
            while len(self._facts) > MOST_KEPT:
                self._facts.popitem(last=False)
        return found
