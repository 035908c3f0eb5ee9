"""Verdicts: the evidence of disputes, what people conclude from it, and what leaves of that."""
