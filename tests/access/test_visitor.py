"""Roles are ordered, and a scope narrows both what is seen and what may be done."""

import pytest

from access import ACTIONS, Role, Visitor, in_scope, local_visitor, may

ALL = (Role.VIEWER, Role.CLERK, Role.ADMIN)


def test_the_local_visitor_may_do_everything_and_sees_every_township():
    visitor = local_visitor()
    assert all(may(visitor, action) for action in ACTIONS)
    assert in_scope(visitor, "T0001")
    assert in_scope(visitor, None)


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_a_higher_role_may_do_all_that_a_lower_one_may(action):
    allowed = [may(Visitor("某人", role), action) for role in ALL]
    assert allowed == sorted(allowed)
    assert allowed[-1]


def test_a_viewer_changes_nothing():
    viewer = Visitor("某人", Role.VIEWER)
    assert {action for action in ACTIONS if may(viewer, action)} == {"view", "download"}


def test_a_clerk_does_not_return_or_restore():
    clerk = Visitor("某人", Role.CLERK)
    assert may(clerk, "publish")
    assert not may(clerk, "return")
    assert not may(clerk, "restore")


def test_a_township_clerk_sees_his_own_and_publishes_nothing():
    clerk = Visitor("某人", Role.CLERK, frozenset({"T0002"}))
    assert in_scope(clerk, "T0002")
    assert not in_scope(clerk, "T0001")
    assert not in_scope(clerk, None)
    assert may(clerk, "upload")
    assert not may(clerk, "publish")


def test_an_undeclared_action_is_refused_loudly():
    with pytest.raises(KeyError):
        may(local_visitor(), "fly")
