"""Comments on a claim: what members say to one another about it."""
