"""Taking tables out of a project and back in, a module for each way."""
