"""Where claims lead, on pages of every feature."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from webapp.web.current import project


@dataclass(frozen=True, slots=True)
class ClaimUrls:
    """The addresses of a project's claims: the router is asked once, not for each of many marks."""

    base: str

    def page(self, claim_id: str) -> str:
        """The claim in its article."""
        return self.base + claim_id

    def mark(self, claim_id: str, *, possible: bool = False) -> str:
        """The same, at its first words; among the possible claims where those are shown."""
        query = "?possible=on" if possible else ""
        return f"{self.base}{claim_id}{query}#mark-{claim_id}"


def claim_urls() -> ClaimUrls:
    """The addresses of the claims of the project in this address."""
    address = url_for("annotations.annotate", project_id=project().public_id, claim_id="-")
    return ClaimUrls(address.removesuffix("-"))
