"""Score the engine against gold: benchmarks/attribution.py GOLD.jsonl [--flat]."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from webapp.attribution.engine import split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--flat", action="store_true", help="leave nested attributions out")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score.py"))
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        for row in rows:
            found = [asdict(attribution) for attribution in split(row["text"])]
            predicted.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
        predicted.flush()
        command = [sys.executable, str(options.scorer), predicted.name, str(options.gold)]
        flags = ["--flat"] if options.flat else []
        sys.exit(subprocess.run([*command, *flags], check=False).returncode)  # noqa: S603


if __name__ == "__main__":
    main()
