"""Settings that will not do are named; those that are left out are safe."""

import stat
from pathlib import Path

import pytest

from webapp.config import BadSetting, read_config


def test_nothing_needs_to_be_set_but_a_place(tmp_path: Path) -> None:
    # when
    config = read_config({"COUNTERCLAIM_DATA": str(tmp_path / "var")})

    # then
    assert config.public_url == "http://127.0.0.1:5000"
    assert config.port == 5000
    assert config.trusted_hosts == ["127.0.0.1", "localhost"]
    assert config.database_url == f"sqlite:///{tmp_path / 'var' / 'counterclaim.db'}"
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("settings", "port"),
    [
        ({"PORT": "5001"}, 5001),
        ({"COUNTERCLAIM_PUBLIC_URL": "http://localhost:8123"}, 8123),
        ({"COUNTERCLAIM_PUBLIC_URL": "http://localhost:8123", "PORT": "5001"}, 5001),
        ({"COUNTERCLAIM_PUBLIC_URL": "https://desk.example:8443/claims/"}, 5000),
    ],
    ids=str,
)
def test_the_port_is_asked_for_or_that_of_the_address(
    tmp_path: Path, settings: dict[str, str], port: int
) -> None:
    assert read_config({"COUNTERCLAIM_DATA": str(tmp_path), **settings}).port == port


def test_the_key_survives_a_restart_and_is_nobody_elses(tmp_path: Path) -> None:
    # given
    first = read_config({"COUNTERCLAIM_DATA": str(tmp_path / "one")}).secret_key

    # when
    again = read_config({"COUNTERCLAIM_DATA": str(tmp_path / "one")}).secret_key
    other = read_config({"COUNTERCLAIM_DATA": str(tmp_path / "two")}).secret_key

    # then
    assert first == again != other
    assert len(first) == 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COUNTERCLAIM_DATABASE_URL", "mysql://localhost/claims"),
        ("COUNTERCLAIM_DATABASE_URL", "claims.db"),
        ("COUNTERCLAIM_PUBLIC_URL", "desk.example"),
        ("COUNTERCLAIM_PUBLIC_URL", "http://desk.example"),
        ("COUNTERCLAIM_TRUSTED_PROXIES", "-1"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
    ],
)
def test_a_setting_that_will_not_do_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_config({"COUNTERCLAIM_DATA": str(tmp_path), name: value})


@pytest.mark.parametrize("key", [b"", b"short", b"\0" * 64], ids=["empty", "short", "constant"])
def test_a_weak_key_is_refused(tmp_path: Path, key: bytes) -> None:
    # given
    (tmp_path / "secret_key").write_bytes(key)

    # when / then
    with pytest.raises(BadSetting, match="too weak"):
        read_config({"COUNTERCLAIM_DATA": str(tmp_path)})
