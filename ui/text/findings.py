"""Sentences that are made from numbers by rule."""

FINDINGS: dict[str, tuple[str, str]] = {}
