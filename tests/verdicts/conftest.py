"""The dispute about a death and its people, as tests of disputes have them."""

from tests.disputes.conftest import anna, ben, ids, judy, room, vera

__all__ = ["anna", "ben", "ids", "judy", "room", "vera"]
