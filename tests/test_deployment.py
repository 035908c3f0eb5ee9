"""docs/deployment.md as it is written: its files are run where the programs they are for exist."""

import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

from tests.serving import Instance, free_port
from tests.waiting import wait_until

PAGE = Path(__file__).parents[1] / "docs" / "deployment.md"
HOST = "desk.example"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
SYSTEMD = shutil.which("systemd-analyze")

MOST_EXPOSED = 30
"""Tenths: `systemd-analyze security` calls up to 3.9 of 10 "OK", and less is better."""


def written(path: str) -> str:
    """The file of this path, as the page prints it."""
    blocks: list[str] = re.findall(
        r"^```\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return next(block for block in blocks if f"# {path}\n" in block[:100])


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes


def _read(response: HTTPResponse) -> Answer:
    return Answer(response.status, response.headers, response.read())


@dataclass(frozen=True)
class Front:
    """The running nginx, and the server behind it."""

    plain_port: int
    port: int
    log: Path
    error_log: Path
    link: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """How it answers over https under the name that people type."""
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=60, context=trust)
        plain = socket.create_connection(("127.0.0.1", self.port), 60)
        connection.sock = trust.wrap_socket(plain, server_hostname=HOST)
        with closing(connection):
            connection.request(method, path, headers={"Host": HOST, **headers})
            return _read(connection.getresponse())


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """nginx as the page says, but for ports, folders and a certificate of its own."""
    if NGINX is None or OPENSSL is None:
        pytest.skip("nginx or openssl is not installed")
    folder = tmp_path_factory.mktemp("front")
    front = _front(folder)
    instance = Instance(
        folder / "data",
        environ={
            "COUNTERCLAIM_PUBLIC_URL": f"https://{HOST}/claims/",
            "COUNTERCLAIM_TRUSTED_PROXIES": "1",
        },
        host=HOST,
    )
    (folder / "nginx.conf").write_text(_configuration(folder, front, instance.port))
    printed = instance.run("add-user", "ada", "--admin")
    path = re.search(rf"https://{HOST}(/claims/links/\S+)", printed)
    assert path
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with instance.serving():
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 (nginx)
        try:
            wait_until(lambda: _answers(front.plain_port))
            yield Front(front.plain_port, front.port, front.log, front.error_log, path[1])
        finally:
            process.terminate()
            process.wait()


def _front(folder: Path) -> Front:
    assert OPENSSL is not None
    request = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN={HOST} -keyout privkey.pem"
    subprocess.run(  # noqa: S603 (openssl)
        [OPENSSL, *request.split(), "-out", "fullchain.pem"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return Front(free_port(), free_port(), folder / "counterclaim.log", folder / "errors.log", "")


def _configuration(folder: Path, front: Front, behind: int) -> str:
    """The page's file inside what surrounds it in Debian's own."""
    site = (
        written("/etc/nginx/conf.d/counterclaim.conf")
        .replace("listen 80", f"listen 127.0.0.1:{front.plain_port}")
        .replace("listen 443", f"listen 127.0.0.1:{front.port}")
        .replace(f"/etc/ssl/{HOST}", str(folder))
        .replace("/var/log/nginx", str(folder))
        .replace("127.0.0.1:5000", f"127.0.0.1:{behind}")
    )
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if folder.owner() == "root" else ""
    return (
        f"{user}pid {folder}/nginx.pid;\nerror_log {front.error_log};\n"
        f"events {{ worker_connections 64; }}\nhttp {{\n{places}{site}}}\n"
    )


def _answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_page_comes_compressed_under_the_sub_path(front: Front) -> None:
    # when
    answer = front.ask("/claims/sign-in", **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": "none"})

    # then
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"].startswith("__Host-counterclaim=")


def test_a_page_that_another_site_leads_to_is_compressed_by_nobody(front: Front) -> None:
    # when
    answer = front.ask(
        "/claims/sign-in", **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}
    )

    # then
    assert answer.status == 200
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("file", ["css/base.css", "js/main.js", "icon.svg"])
def test_static_files_come_through(front: Front, file: str) -> None:
    # when
    answer = front.ask(f"/claims/static/{file}", **{"Accept-Encoding": "gzip"})

    # then
    assert (answer.status, len(answer.body) > 0) == (200, True)


def test_http_leads_to_https(front: Front) -> None:
    # when
    with closing(HTTPConnection("127.0.0.1", front.plain_port, timeout=60)) as connection:
        connection.request("GET", "/claims/sources?page=2", headers={"Host": HOST})
        answer = _read(connection.getresponse())

    # then
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/claims/sources?page=2"


@pytest.mark.parametrize("named", ["Host: other.example\r\n", "Host: 127.0.0.1\r\n", ""])
def test_another_name_gets_no_answer(front: Front, named: str) -> None:
    # when
    with socket.create_connection(("127.0.0.1", front.plain_port), 60) as caller:
        caller.sendall(f"GET /claims/sign-in HTTP/1.0\r\n{named}\r\n".encode())
        answer = caller.recv(1000)

    # then
    assert answer == b""


def test_https_under_another_name_is_not_even_begun(front: Front) -> None:
    # given
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE

    # when
    with (
        socket.create_connection(("127.0.0.1", front.port), 60) as caller,
        pytest.raises(ssl.SSLError) as refusal,
    ):
        trust.wrap_socket(caller, server_hostname="other.example")

    # then
    assert "UNRECOGNIZED_NAME" in str(refusal.value).upper()


def test_no_log_holds_a_link_or_what_somebody_searched_for(front: Front) -> None:
    # when
    opened = front.ask(front.link).status
    searched = front.ask("/claims/sources?q=witness-in-hiding").status
    wait_until(lambda: "/claims/sources" in front.log.read_text())

    # then
    logged = front.log.read_text() + front.error_log.read_text()
    assert (opened, searched) == (200, 404)
    assert '"GET /claims/sources" 404' in logged
    assert front.link.rsplit("/", 1)[1] not in logged
    assert "witness-in-hiding" not in logged


def test_an_upload_over_the_limit_ends_at_the_door(front: Front) -> None:
    # when
    answer = front.ask("/claims/sign-in", "POST", **{"Content-Length": "70000000"})

    # then
    assert answer.status == 413


@pytest.mark.parametrize("unit", ["counterclaim.service", "counterclaim-backup.service"])
def test_a_unit_exposes_little(unit: str, tmp_path: Path) -> None:
    # given
    if SYSTEMD is None:
        pytest.skip("systemd-analyze is not installed")
    file = tmp_path / unit
    file.write_text(written(f"/etc/systemd/system/{unit}"))

    # when
    options = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager")
    judged = subprocess.run(  # noqa: S603 (systemd)
        [SYSTEMD, *options, str(file)], capture_output=True, text=True, check=False
    )

    # then
    assert "Overall exposure level" in judged.stdout
    assert judged.returncode == 0, judged.stdout[-300:]


def test_a_server_that_runs_away_is_stopped_and_one_that_fell_is_started() -> None:
    # when
    unit = written("/etc/systemd/system/counterclaim.service")

    # then
    assert {"MemoryMax=3G", "Restart=on-failure", "[Install]"} <= set(unit.splitlines())
