"""The dispute about a death and its people, as tests of disputes have them."""

from tests.disputes.conftest import room

__all__ = ["room"]
