"""Checking the split: what is a claim, and on which words it stands."""
