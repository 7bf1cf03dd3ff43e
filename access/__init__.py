"""Who may do what, and which townships he may see. The gate stands in `Page` and in every job; this room only answers."""

from access.visitor import ACTIONS, Role, Visitor, in_scope, local_visitor, may

__all__ = ["ACTIONS", "Role", "Visitor", "in_scope", "local_visitor", "may"]
