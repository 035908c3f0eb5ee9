"""What a test says of several spans at once."""

from collections.abc import Sequence

from webapp.attribution.text.spans import TextSpan, quote_of


def joined_quote(text: str, spans: Sequence[TextSpan]) -> str:
    """The words of all spans in order, pieces joined by an ellipsis."""
    return " … ".join(quote_of(text, span) for span in spans)
