"""Settings: the only reader of the environment."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

KEY_BYTES = 32
MAX_FORM_BYTES = 1_000_000
MAX_STRANGERS_BYTES = 250_000
"""Of a form of somebody who is not signed in: more than could be kept until they are."""
MAX_UPLOAD_BYTES = 64_000_000
MAX_PARTS = 1_010
"""Of one upload: a thousand files, and the fields beside them."""
MAX_FIELDS = 2_000
"""Of one form, or one question: a button on a page of very many rows sends the most."""
MAX_ADDRESS_LENGTH = 16_000
MAX_HEADER_BYTES = 32_000


class BadSetting(ValueError):
    """A setting that the app will not start with; the message says which and why."""


@dataclass(frozen=True)
class Config:
    """How one instance runs.

    `public_url` is what people type: scheme, host, port and, behind a proxy, a sub-path;
    `port` is where `counterclaim run` listens, on this machine alone.
    """

    data_folder: Path
    database_url: str
    public_url: str = "http://127.0.0.1:5000"
    port: int = 5000
    trusted_proxies: int = 0
    secret_key: bytes = b""
    secret_key_file: Path = Path("secret_key")
    model_folder: Path | None = None
    """A model of the instance's own, instead of the one that is shipped."""

    @property
    def is_https(self) -> bool:
        """Cookies are Secure and browsers are told to stay on https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def host(self) -> str:
        """The host name that people type."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def path(self) -> str:
        """The sub-path without its last slash; empty at the root of a host."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def trusted_hosts(self) -> list[str]:
        """The only Host headers that are answered."""
        return ["127.0.0.1", "localhost"] if is_loopback(self.host) else [self.host]


def is_loopback(host: str) -> bool:
    """The host is this machine and nobody else's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of the environment, with the data folder made and the key read.

    Raises `BadSetting` naming the variable that will not do.
    """
    config = read_settings(environ)
    config.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return replace(config, secret_key=_secret_key(config.secret_key_file))


def read_settings(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of the environment, without the key; makes and changes nothing.

    Raises `BadSetting` naming the variable that will not do.
    """
    folder = Path(environ.get("COUNTERCLAIM_DATA") or _default_data_folder())
    database_url = environ.get("COUNTERCLAIM_DATABASE_URL") or (
        f"sqlite:///{folder / 'counterclaim.db'}"
    )
    port = _checked_port(environ)
    public_url = environ.get("COUNTERCLAIM_PUBLIC_URL") or f"http://127.0.0.1:{port}"
    key_file = environ.get("COUNTERCLAIM_SECRET_KEY_FILE")
    return Config(
        data_folder=folder,
        database_url=_checked_database_url(database_url),
        public_url=_checked_url(public_url),
        port=port,
        trusted_proxies=_checked_count(environ.get("COUNTERCLAIM_TRUSTED_PROXIES") or "0"),
        model_folder=_checked_model(environ.get("COUNTERCLAIM_MODEL")),
        secret_key_file=Path(key_file) if key_file else folder / "secret_key",
    )


def _default_data_folder() -> Path:
    """`./var` in a checkout, the XDG data folder otherwise."""
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").exists():
        return root / "var"
    return user_data_path("counterclaim")


def _checked_database_url(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        raise BadSetting("COUNTERCLAIM_DATABASE_URL is not the address of a database.") from None
    if backend not in ("sqlite", "postgresql"):
        raise BadSetting(
            f"COUNTERCLAIM_DATABASE_URL must start with sqlite: or postgresql:, not {backend}:."
        )
    return url


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(
            "COUNTERCLAIM_PUBLIC_URL must be the http or https address that people type."
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise BadSetting(
            "COUNTERCLAIM_PUBLIC_URL must be https, unless it is this machine's own "
            "127.0.0.1 or localhost: passwords and articles would cross the network open."
        )
    return url.rstrip("/")


def _checked_port(environ: Mapping[str, str]) -> int:
    """`PORT`, else the port of a public address on this machine, else 5000."""
    parts = urlsplit(environ.get("COUNTERCLAIM_PUBLIC_URL") or "")
    own = parts.port if is_loopback(parts.hostname or "") else None
    text = environ.get("PORT") or str(own or 5000)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise BadSetting("PORT must be a number from 1 to 65535.")
    return int(text)


def _checked_model(folder: str | None) -> Path | None:
    if folder and not (Path(folder) / "model.json").exists():
        raise BadSetting("COUNTERCLAIM_MODEL must be a folder that counterclaim train wrote.")
    return Path(folder) if folder else None


def _checked_count(text: str) -> int:
    if not text.isdecimal():
        raise BadSetting("COUNTERCLAIM_TRUSTED_PROXIES must be a number: 0, 1, …")
    return int(text)


def _secret_key(path: Path) -> bytes:
    """The instance's key; made once, for the owner's eyes alone."""
    if not path.exists():
        _write_once(path, secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) < KEY_BYTES or len(set(key)) == 1:
        raise BadSetting(f"The secret key in {path} is too weak: delete the file to get a new one.")
    return key


def _write_once(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
