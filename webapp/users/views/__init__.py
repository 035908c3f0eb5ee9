"""Pages for signing in, for one's own account, and for the instance's users."""

from webapp.users.views import account, instance, signing_in
from webapp.users.views.blueprint import blueprint

__all__ = ["account", "blueprint", "instance", "signing_in"]
