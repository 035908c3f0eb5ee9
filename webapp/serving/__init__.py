"""Serving the application over HTTP, by one process or by several."""
