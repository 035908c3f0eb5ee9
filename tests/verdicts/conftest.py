"""The dispute about a death and its people, as tests of disputes have them."""

from tests.disputes.conftest import ann, ben, ids, judge, reader, room

__all__ = ["ann", "ben", "ids", "judge", "reader", "room"]
