"""Which cues are read, and which of them are offered."""

import json
from pathlib import Path

from webapp.attribution.engine import SHIPPED
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.tagger import Tagger
from webapp.attribution.tagging.windows import windows
from webapp.attribution.text.passages import read

TEXT = (
    "The mayor said the bridge is shut. Critics’ anger over the closure grew on Monday. "
    "She has long wanted a new one, and a study shows that the old one holds. "
    "Residents are in favour of a tunnel instead."
)


def links(folder: Path, **changed: float) -> list[Link]:
    """What the shipped model finds in the text with other numbers in its card."""
    for name in ("encoder.onnx", "reader.onnx", "vocabulary.txt"):
        (folder / name).symlink_to(SHIPPED / name)
    card = json.loads((SHIPPED / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**card, **changed}), "utf-8")
    tagger = Tagger(folder)
    reading = tagger.reading(read(TEXT))
    return tagger.links(reading, windows(reading.passages, reading.sizes))


def test_doubtful_cues_are_read_beside_those_that_are_sure(tmp_path: Path) -> None:
    # given
    (one := tmp_path / "sure").mkdir()
    (other := tmp_path / "leaning").mkdir()

    # when
    sure = links(one, cue_lean=0, least=0)
    leaning = links(other, cue_lean=4, least=0)

    # then
    assert len(sure) < len(leaning)


def test_what_is_too_unlikely_as_a_whole_is_not_offered(tmp_path: Path) -> None:
    # then
    assert links(tmp_path, least=1) == []
