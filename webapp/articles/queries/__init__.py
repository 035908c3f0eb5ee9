"""Questions about articles and about what waits to become one."""
