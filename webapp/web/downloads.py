"""Files that a page answers with, and what browsers call them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from flask import Response

_NO_NAME = re.compile(r"[^\w-]+")


def table_answer(chunks: Iterable[bytes], name: str) -> Response:
    """A CSV file of this name, sent piece by piece."""
    answer = Response(chunks)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    names = {"filename": ascii_name(name), "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    return answer


def json_answer(value: object, name: str) -> Response:
    """A JSON-LD file of this name."""
    answer = Response(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    answer.headers["Content-Type"] = "application/ld+json; charset=utf-8"
    answer.headers.set("Content-Disposition", "attachment", filename=ascii_name(name))
    return answer


def csv_name(*parts: str) -> str:
    """The name of a CSV file, from the parts that are not empty; the first may be any words."""
    first, *others = parts
    slug = _NO_NAME.sub("-", first).strip("-_").lower()
    return f"{'-'.join(part for part in (slug, *others) if part)}.csv"


def ascii_name(name: str) -> str:
    """The name in plain letters, for programs that know no others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lstrip("-.") or "export.csv"
