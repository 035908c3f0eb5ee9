"""Files that hold articles: bytes in, drafts out. Nothing here knows a row or a request."""
