"""Roles, visitors and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum


class Role(IntEnum):
    """What a visitor may do; a higher role may do all that a lower one may."""

    VIEWER = 1
    CLERK = 2
    ADMIN = 3


@dataclass(frozen=True)
class Visitor:
    """One person. `townships` are the ids of those he may see; None means all of them. `as_outside`: he looks with the eyes of
    outsiders and may stop doing so."""

    name: str
    role: Role
    townships: frozenset[str] | None = None
    as_outside: bool = False


# The lowest role that may do each thing.
ACTIONS: dict[str, Role] = {
    "view": Role.VIEWER,
    "download": Role.VIEWER,
    "exact": Role.CLERK,
    "upload": Role.CLERK,
    "publish": Role.CLERK,
    "undo": Role.CLERK,
    "redo": Role.CLERK,
    "alias": Role.CLERK,
    "remind": Role.CLERK,
    "alert": Role.CLERK,
    "settings": Role.CLERK,
    "return": Role.ADMIN,
    "backup": Role.ADMIN,
    "restore": Role.ADMIN,
}

# A file and its undoing reach over the whole store: who sees a part of it may not change it.
_CHANGES_EVERYTHING = frozenset({"publish", "undo", "redo", "alias", "settings", "return", "restore", "backup"})


def local_visitor() -> Visitor:
    """The one person at this machine, with all rights."""
    return Visitor("本机", Role.ADMIN)


def as_outsider(visitor: Visitor) -> Visitor:
    """The same person with the eyes of those who need not act: what may be printed, projected and passed on."""
    return replace(visitor, role=Role.VIEWER, as_outside=visitor.role > Role.VIEWER)


def may(visitor: Visitor, action: str) -> bool:
    """Whether the visitor may do this; KeyError for an action that is not declared."""
    if visitor.townships is not None and action in _CHANGES_EVERYTHING:
        return False
    return visitor.role >= ACTIONS[action]


def in_scope(visitor: Visitor, township_id: str | None) -> bool:
    """Whether the visitor may see this township. What lies in no known township is only for those who see all."""
    return visitor.townships is None or (township_id is not None and township_id in visitor.townships)
