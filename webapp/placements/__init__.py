"""Placements: claims under the accounts of disputes, and how people say they stand there."""
