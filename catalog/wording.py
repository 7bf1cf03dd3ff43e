"""Sentences filled in with what they speak of."""

from __future__ import annotations

from string import Formatter

_FORMATTER = Formatter()


def filled(template: str, /, **values: object) -> str:
    """The template with its values, as `str.format` fills it in; between a number that ends one value and a number that begins
    the next stands a space: 乡镇02 2026年8月. KeyError for a value it names and is not given."""
    if "}{" not in template:
        return template.format(**values)
    said, after_value = "", False
    for literal, name, spec, conversion in _FORMATTER.parse(template):
        said, after_value = said + literal, after_value and not literal
        if name is None:
            continue
        found = _FORMATTER.convert_field(_FORMATTER.get_field(name, (), values)[0], conversion)
        text = format(found, (spec or "").format(**values))
        together = after_value and said[-1:].isdigit() and text[:1].isdigit()
        said += f" {text}" if together else text
        after_value = after_value or bool(text)
    return said
