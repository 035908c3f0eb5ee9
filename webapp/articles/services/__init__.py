"""Changes to articles and to what waits to become one."""
