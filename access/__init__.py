"""Who may do what, and which townships he may see. The gates stand in `Page` and in the jobs; this room answers."""

from access.visitor import ACTIONS, Role, Visitor, as_outsider, in_scope, local_visitor, may

__all__ = ["ACTIONS", "Role", "Visitor", "as_outsider", "in_scope", "local_visitor", "may"]
