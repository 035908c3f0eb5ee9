"""The review page: one person's tags on one claim, in context."""
