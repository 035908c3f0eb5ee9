"""What one person answers about one claim, as a value."""

from __future__ import annotations

from webapp.annotations.pages import Tags
from webapp.folding import folded
from webapp.models import Annotation


def says_the_same(annotation: Annotation, answers: Tags) -> bool:
    """Nothing of the answers would be lost if they were not saved."""
    names = tuple(folded(link.written) for link in annotation.sources)
    return (
        names == tuple(map(folded, answers.source_names))
        and all(annotation.value_of(code) == value for code, value in answers.codes.items())
        and annotation.note == answers.note
    )
