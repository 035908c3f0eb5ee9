"""What the page about the comments on a claim shows beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberToCall:
    """A member whom a comment can call: by what one types, and what the reader calls them."""

    pseudonym: str
    name: str
