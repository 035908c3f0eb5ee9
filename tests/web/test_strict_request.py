"""What is not UTF-8 is refused in words: nobody's name is stored as letters it never had."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
BROKEN = {
    "a byte that is none": b"\xff",
    "cut short": b"\xd0",
    "half a pair": b"\xed\xa0\x80",
    "overlong": b"\xc0\xaf",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "latin-1": "Müller".encode("latin-1"),
}
WORDS = "Ж é \ufffd 👩\u200d👧 \u202e % %FF"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


def quoted(raw: bytes) -> str:
    """Every byte as a form sends it."""
    return "".join(f"%{byte:02X}" for byte in raw)


def part(name: bytes, value: bytes, more: bytes = b"", head: bytes = b"") -> bytes:
    """A body of one part."""
    disposition = b'Content-Disposition: form-data; name="' + name + b'"' + more
    return b"--x\r\n" + disposition + b"\r\n" + head + b"\r\n" + value + b"\r\n--x--\r\n"


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("percent", [True, False], ids=["percent", "raw"])
@pytest.mark.parametrize("shape", [b"username=%s&password=a", b"%s=a"], ids=["value", "name"])
def test_a_form_with_broken_letters_is_refused(
    stranger: FlaskClient, raw: bytes, percent: bool, shape: bytes
) -> None:
    # when
    body = shape % (quoted(raw).encode() if percent else raw)
    answer = stranger.post("/sign-in", data=body, content_type=FORM)

    # then
    assert answer.status_code == 400
    assert "Some letters arrived broken" in answer.text


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("where", ["value", "name", "file name", "file name*", "charset"])
def test_a_part_with_broken_letters_is_refused(
    stranger: FlaskClient, raw: bytes, where: str
) -> None:
    # given
    bodies = {
        "value": part(b"username", raw),
        "name": part(raw, b"a"),
        "file name": part(b"files", b"a", b'; filename="' + raw + b'"'),
        "file name*": part(b"files", b"a", b"; filename*=UTF-8''" + quoted(raw).encode()),
        "charset": part(b"username", raw, head=b"Content-Type: text/plain; charset=latin-1\r\n"),
    }

    # when
    answer = stranger.post("/sign-in", data=bodies[where], content_type=PARTS)

    # then
    assert answer.status_code == 400
    assert "Some letters arrived broken" in answer.text


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("percent", [True, False], ids=["percent", "raw"])
@pytest.mark.parametrize("shape", ["next=%s", "%s=a"], ids=["value", "name"])
def test_a_question_with_broken_letters_is_refused(
    app: Flask, raw: bytes, percent: bool, shape: str
) -> None:
    # when
    asked = shape % (quoted(raw) if percent else raw.decode("latin-1"))
    answer = app.test_client().get("/sign-in", environ_overrides={"QUERY_STRING": asked})

    # then
    assert answer.status_code == 400
    assert "Some letters arrived broken" in answer.text


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("path", ["/%s", "/links/%s", "/projects/%s/claims/", "/static/%s"])
def test_a_path_with_broken_letters_is_refused(app: Flask, path: str, raw: bytes) -> None:
    # when
    as_wsgi_has_it = {"PATH_INFO": path % raw.decode("latin-1")}
    answer = app.test_client().get("/", environ_overrides=as_wsgi_has_it)

    # then
    assert answer.status_code == 400
    assert "Some letters arrived broken" in answer.text


@pytest.mark.parametrize("kind", ["form", "parts", "question"])
def test_letters_of_every_kind_arrive_as_they_were_typed(app: Flask, kind: str) -> None:
    # given
    raw = WORDS.encode()
    asked: dict[str, dict[str, Any]] = {
        "form": {"data": b"a=" + quoted(raw).encode(), "content_type": FORM, "method": "POST"},
        "parts": {"data": part(b"a", raw), "content_type": PARTS, "method": "POST"},
        "question": {"query_string": "a=" + quoted(raw)},
    }

    # when
    with app.test_request_context("/", **asked[kind]) as context:
        read = context.request.values["a"]

    # then
    assert read == WORDS


def test_the_name_of_a_file_may_have_the_mark_of_a_lost_letter(app: Flask) -> None:
    # given
    name = "Ж\ufffd.txt"
    body = part(b"files", b"a", b'; filename="' + name.encode() + b'"')

    # when
    with app.test_request_context("/", method="POST", data=body, content_type=PARTS) as context:
        read = context.request.files["files"].filename

    # then
    assert read == name


@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\na\r\n--x--\r\n',
        b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\na',
    ],
    ids=["no name", "file without a name", "no disposition", "cut short"],
)
def test_parts_that_make_no_form_are_refused(stranger: FlaskClient, body: bytes) -> None:
    # when
    answer = stranger.post("/sign-in", data=body, content_type=PARTS)

    # then
    assert answer.status_code == 400
    assert "That cannot be read" in answer.text
