"""Requests as they are read: in UTF-8, and with no more fields than a form may have."""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import FileStorage, Headers, MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser, MultiPartParser
from werkzeug.sansio.multipart import File
from werkzeug.utils import cached_property

from webapp.config import MAX_FIELDS
from webapp.errors import Refusal

Fields = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


class NotUtf8(Refusal):
    """Some bytes are no letters; which letters they were meant to be is anybody's guess."""

    def __init__(self) -> None:
        super().__init__(
            "Some letters arrived broken: they are not UTF-8. Nothing was done. "
            "Go back and type them again."
        )


def in_utf8(raw: bytes) -> str:
    """The words, if they are UTF-8 to the last byte; nothing is guessed or replaced."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise NotUtf8 from None


def pairs_in(raw: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string, or of a form that was sent like one."""
    if raw.count(b"&") >= MAX_FIELDS:
        raise RequestEntityTooLarge
    try:
        return parse_qsl(in_utf8(raw), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise NotUtf8 from None


class Parts(MultiPartParser):
    """Gives each field byte for byte: nothing is replaced before it can be refused."""

    def __init__(self, opened: ExitStack, **limits: Any) -> None:
        super().__init__(**limits)
        self.opened = opened

    def get_part_charset(self, headers: Headers) -> str:
        """One letter for each byte."""
        return "iso-8859-1"

    def start_file_streaming(self, event: File, total_content_length: int | None) -> IO[bytes]:
        """Where a file goes; it is closed with the others if the form is refused."""
        return self.opened.enter_context(super().start_file_streaming(event, total_content_length))


class StrictParser(FormDataParser):
    """What a form holds, or why it cannot be read; never half of it."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], Fields, Files]:
        """The fields and files of a body."""
        if mimetype == "application/x-www-form-urlencoded":
            return stream, self.cls(pairs_in(stream.read())), self.cls()
        if mimetype == "multipart/form-data":
            boundary = (options or {}).get("boundary", "")
            return stream, *self._parts(stream, boundary, content_length)
        return stream, self.cls(), self.cls()

    def _parts(
        self, stream: IO[bytes], boundary: str, content_length: int | None
    ) -> tuple[Fields, Files]:
        with ExitStack() as opened:
            parser = Parts(
                opened,
                stream_factory=self.stream_factory,
                max_form_memory_size=self.max_form_memory_size,
                max_form_parts=self.max_form_parts,
            )
            try:
                fields, files = parser.parse(stream, boundary.encode("ascii"), content_length)
            except UnicodeDecodeError:
                raise NotUtf8 from None
            except ValueError:
                raise BadRequest from None
            _check_names(fields, files)
            words = self.cls(
                (name, in_utf8(text.encode("iso-8859-1"))) for name, text in fields.items(True)
            )
            opened.pop_all()
            return words, self.cls(files)


def _check_names(fields: Fields, files: Files) -> None:
    """Every part has a name, and no name of a file lost letters on the way."""
    if None in fields or None in files:
        raise BadRequest
    for file in files.values():
        as_sent = file.headers["Content-Disposition"]
        if "\ufffd" in (file.filename or "") and "\ufffd" not in as_sent:
            raise NotUtf8


class StrictRequest(Request):
    """A request that is refused in words unless its address and its form can be read."""

    form_data_parser_class = StrictParser

    @cached_property
    def args(self) -> Fields:
        """The fields of the query string."""
        return self.parameter_storage_class(pairs_in(self.query_string))
