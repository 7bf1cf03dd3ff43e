"""What a bureau set that matters on import: the thresholds of the checks and the marks of an exam."""

from __future__ import annotations

from dataclasses import replace

from catalog.settings import DEFAULTS, Settings
from etl.layouts import ScoreMarks
from etl.options import Options, Thresholds
from store import Store
from store.settings import Asked, settings_in_force


def thresholds_in_force(options: Options, reader: Asked) -> Options:
    """The options with the thresholds of the version they are used on, unless the caller chose his own."""
    if options.thresholds != Thresholds():
        return options
    now = settings_in_force(reader)
    chosen = Thresholds(
        change_share=now.number("change_share"),
        change_base=int(now.number("change_base")),
        per_head_share=now.number("per_head_share"),
        per_head_usual=now.number("per_head_usual"),
        name_likeness=now.number("name_likeness"),
    )
    return replace(options, thresholds=chosen)


def marks_in_force(store: Store) -> ScoreMarks:
    """Where pass, excellent and low begin, as shares of the full mark; the defaults while the store is empty."""
    now = DEFAULTS
    if store.current() is not None:
        with store.read() as reader:
            now = settings_in_force(reader)
    return marks_of(now)


def marks_of(settings: Settings) -> ScoreMarks:
    """The marks of these settings."""
    return ScoreMarks(*(settings.number(name) for name in ("exam_pass_at", "exam_excellent_at", "exam_low_below")))
