"""Print how well the engine splits a gold file: attribution.py GOLD.jsonl [--flat] [--scorer PATH]."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from webapp.attribution import split

SCORER = Path(__file__).parents[2] / "shared" / "eval" / "score.py"


def scorer_at(path: Path) -> ModuleType:
    """The scorer as a module; ends the program in words where it is missing."""
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        sys.exit(f"There is no scorer at {path}. Name one with --scorer PATH.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(text: str, *, flat: bool) -> list[dict[str, object]]:
    rows = [one.as_json() for one in split(text)]
    return [row for row in rows if not (flat and row["nested_in"] is not None)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--flat", action="store_true", help="leave nested attributions out")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    chosen = parser.parse_args()
    score = scorer_at(chosen.scorer)
    lines = chosen.gold.read_text("utf-8").split("\n")
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    score.show(
        score.score(
            [
                (score.Article(row), predicted(row["text"], flat=chosen.flat), score.gold_of(row))
                for row in rows
            ]
        )
    )


if __name__ == "__main__":
    main()
