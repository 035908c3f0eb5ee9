"""Whether the data folder and its files are private, on a disk of this machine, and have room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from webapp.checking.finding import Finding
from webapp.config import KEY_BYTES, Config

OTHERS = 0o077
LEAST_FREE = 500_000_000
"""Bytes that should be free beside twice the size of the database."""
MOUNTS = Path("/proc/self/mounts")
_PLAIN_SHARES = "nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre davfs"
_FUSE_SHARES = "fuse.sshfs fuse.glusterfs fuse.s3fs fuse.rclone fuse.davfs"
SHARES = frozenset(f"{_PLAIN_SHARES} {_FUSE_SHARES}".split())
IN_MEMORY = frozenset({"tmpfs", "ramfs"})


def sqlite_file_or_none(config: Config) -> Path | None:
    """Where the database lies; none on PostgreSQL, and where it lies in memory."""
    url = make_url(config.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def of_files(config: Config, mounts: Path = MOUNTS) -> Iterator[Finding]:
    """What others on this machine may read, what a share holds, and what has no room."""
    folder, file = config.data_folder, sqlite_file_or_none(config)
    if not folder.is_dir():
        yield Finding(f"There is no data folder {folder}. Set COUNTERCLAIM_DATA to the right one.")
        return
    yield from _open_to_others(folder, "700")
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(f"{folder} cannot be written by this user. Give it to the right one.")
    yield from _of_key(config.secret_key_file)
    if file is not None and file.exists():
        yield from _open_to_others(file, "600")
    yield from _of_disk(config, file.parent if file else folder, mounts)
    needed = 2 * (file.stat().st_size if file and file.exists() else 0) + LEAST_FREE
    free = shutil.disk_usage(folder).free
    if free < needed:
        yield Finding(
            f"{folder} has {free // 1_000_000:,} MB left, and a restore or a migration may need "
            f"{needed // 1_000_000:,} MB. Make room."
        )


def _open_to_others(path: Path, mode: str) -> Iterator[Finding]:
    found = path.stat()
    if found.st_mode & OTHERS:
        yield Finding(f"Others on this machine may open {path}. Run `chmod {mode} {path}`.")
    if found.st_uid not in (0, os.geteuid()) and os.geteuid() != 0:
        yield Finding(f"{path} belongs to another user. Run `chown` on it.")


def _of_key(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(f"There is no secret key {path}. It is made by the first start.")
        return
    yield from _open_to_others(path, "600")
    size = path.stat().st_size
    if size < KEY_BYTES:
        yield Finding(f"The secret key {path} is too short. Delete it: the next start makes one.")


def _of_disk(config: Config, folder: Path, mounts: Path) -> Iterator[Finding]:
    kind = file_system_of(folder, mounts)
    if kind in SHARES and config.database_url.startswith("sqlite"):
        yield Finding(
            f"{folder} lies on a network share ({kind}), where SQLite loses what was saved. Put "
            "the data folder on a disk of this machine, or use PostgreSQL."
        )
    if kind in IN_MEMORY and config.is_https:
        yield Finding(
            f"{folder} lies in memory ({kind}) and is gone when this machine stops. Set "
            "COUNTERCLAIM_DATA to a folder on a disk."
        )


def file_system_of(folder: Path, mounts: Path) -> str:
    """What kind of file system holds the folder; empty where nothing says so."""
    if not mounts.exists():
        return ""
    real = folder.resolve()
    rows = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    places = [
        (len(place.parts), row[2])
        for row in rows
        for place in [Path(row[1].replace("\\040", " "))]
        if real.is_relative_to(place)
    ]
    return max(places, key=lambda found: found[0])[1] if places else ""
