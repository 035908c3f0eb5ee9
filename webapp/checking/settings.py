"""Whether the settings fit one another and the way in which people come here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from webapp.checking.finding import Finding
from webapp.config import Config, is_loopback


def of_settings(config: Config) -> Iterator[Finding]:
    """What is set in a way that does not fit."""
    if config.is_https:
        yield from _behind_a_proxy(config)
    elif config.trusted_proxies:
        yield Finding(
            f"COUNTERCLAIM_TRUSTED_PROXIES is {config.trusted_proxies}, and people open this "
            "machine itself: whoever asks could pretend to come from elsewhere. Set it to 0."
        )


def _behind_a_proxy(config: Config) -> Iterator[Finding]:
    port = urlsplit(config.public_url).port
    if is_loopback(config.host):
        yield Finding(
            "COUNTERCLAIM_PUBLIC_URL is https at this machine's own name, which nobody else can "
            "open. Set it to the address that people type."
        )
    elif port == config.port:
        yield Finding(
            f"COUNTERCLAIM_PUBLIC_URL names port {port}, where Counterclaim itself listens, "
            "without https and for this machine alone. Name the proxy's address, usually without "
            "a port."
        )
    if not config.trusted_proxies:
        yield Finding(
            "COUNTERCLAIM_TRUSTED_PROXIES is 0, and https needs a proxy in front: everybody seems "
            "to come from its address, and shares its limit of failed sign-ins. Set it to 1."
        )
    if os.geteuid() == 0:
        yield Finding(
            "Counterclaim runs as root. Give it a user of its own, who may read nothing else."
        )
