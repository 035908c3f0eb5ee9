"""Computing how far people agree, and keeping it."""
