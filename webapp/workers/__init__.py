"""Processes that carry out jobs, an article at a time, beside those that answer pages."""
