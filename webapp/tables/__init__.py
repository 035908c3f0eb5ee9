"""The tables that leave a project and come back: what their columns mean, and their CSV."""
