"""Files that a page answers with, and what browsers call them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import IO
from urllib.parse import quote

from flask import Response

from webapp.folding import MARKS

CHUNK = 65_536
KINDS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the endings of their names."""
_NO_NAME = re.compile(rf"[^\w{MARKS}\u200c\u200d-]+")


def table_answer(chunks: Iterable[bytes], name: str) -> Response:
    """A CSV file of this name, sent piece by piece."""
    answer = Response(chunks)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    return _named(answer, name)


def file_answer(file: IO[bytes], name: str) -> Response:
    """A file that lies on the disk, sent piece by piece and closed then."""
    length = file.seek(0, SEEK_END)
    file.seek(0)
    answer = Response(_sent(file), mimetype=KINDS[name.rpartition(".")[2]])
    answer.content_length = length
    answer.call_on_close(file.close)  # where nobody read it to the end
    return _named(answer, name)


def json_answer(value: object, name: str) -> Response:
    """A JSON-LD file of this name."""
    answer = Response(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    answer.headers["Content-Type"] = "application/ld+json; charset=utf-8"
    answer.headers.set("Content-Disposition", "attachment", filename=ascii_name(name))
    return answer


def csv_name(*parts: str) -> str:
    """The name of a CSV file, from the parts that are not empty; the first may be any words."""
    return file_name("csv", *parts)


def file_name(ending: str, *parts: str) -> str:
    """The name of a file with this ending, from parts in the same way."""
    first, *others = parts
    slug = _NO_NAME.sub("-", unicodedata.normalize("NFC", first)).strip("-_").lower()
    return f"{'-'.join(part for part in (slug, *others) if part)}.{ending}"


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _named(answer: Response, name: str) -> Response:
    names = {"filename": ascii_name(name), "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    return answer


def ascii_name(name: str) -> str:
    """The name in plain letters, for programs that know no others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lstrip("-.") or "export.csv"
