"""`counterclaim split` prints what the engine finds and needs no database."""

import hashlib
import json
from pathlib import Path

from click.testing import CliRunner

from webapp.cli import main

TEXT = "The government has claimed he was killed by an incendiary device."


def test_a_file_gives_one_line_named_after_it(tmp_path: Path) -> None:
    # given
    file = tmp_path / "one.txt"
    file.write_text(TEXT, "utf-8")

    # when
    result = CliRunner().invoke(main, ["split", str(file)])

    # then
    [line] = result.stdout.splitlines()
    row = json.loads(line)
    assert row["id"] == "one.txt"
    assert row["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert row["attributions"][0]["cue"] == [[15, 26]]


def test_a_jsonl_file_gives_one_line_per_row(tmp_path: Path) -> None:
    # given
    file = tmp_path / "many.jsonl"
    file.write_text('{"id": "a", "text": ""}\n{"id": "b", "text": "She said no."}\n', "utf-8")

    # when
    result = CliRunner().invoke(main, ["split", str(file)])

    # then
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["attributions"] == []


def test_offsets_count_the_line_ends_of_the_file_itself(tmp_path: Path) -> None:
    # given
    file = tmp_path / "windows.txt"
    file.write_bytes(b"Rain fell.\r\n\r\nShe said it was over.\r\n")

    # when
    result = CliRunner().invoke(main, ["split", str(file)])

    # then
    assert json.loads(result.stdout)["attributions"][0]["source"] == [[14, 17]]


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    # given
    file = tmp_path / "old.txt"
    file.write_bytes("She said “no”.".encode("windows-1252"))

    # when
    result = CliRunner().invoke(main, ["split", str(file)])

    # then
    assert result.exit_code == 1
    assert "old.txt: byte 9 is not UTF-8." in result.stderr


def test_a_row_without_text_is_refused_in_words(tmp_path: Path) -> None:
    # given
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a"}\n', "utf-8")

    # when
    result = CliRunner().invoke(main, ["split", str(file)])

    # then
    assert result.exit_code == 1
    assert "rows.jsonl: each line must be" in result.stderr
