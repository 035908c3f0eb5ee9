"""What differs between two answers that say the same: a token is drawn anew, or by the second."""

import re

TOKEN = re.compile(r'(name="(?:csrf_token|once)" value=)"[^"]*"')


def without_tokens(page: str) -> str:
    """The page with its tokens empty."""
    return TOKEN.sub(r'\1""', page)
