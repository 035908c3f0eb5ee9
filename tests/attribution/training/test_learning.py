"""A network learns, is written as a model, and is read back. Runs where torch is installed."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra training")

import torch

from webapp.attribution.engine import SHIPPED
from webapp.attribution.tagging.windows import Window
from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.training.averaging import averaged
from webapp.attribution.training.batches import UNCOUNTED, batch_of
from webapp.attribution.training.examples import Stretch, example
from webapp.attribution.training.export import read_networks, write_networks
from webapp.attribution.training.learning import Course, learn
from webapp.attribution.training.network import Network, Size
from webapp.attribution.training.options import TrainingOptions
from webapp.attribution.training.run import parted, train

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
]
TEXT = "Police said the man was shot. His partner denied it."
SAID = {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 28]]}
PIECES = WordPieces(SHIPPED / "vocabulary.txt")
SMALL = Size(hidden=24, inner=32, heads=2, layers=1, reader=16, reader_inner=16, reader_heads=2)

SMALL_OF_TWO = replace(SMALL, layers=2)


def test_a_batch_labels_first_pieces_and_leaves_the_others_uncounted() -> None:
    # given
    one = example(TEXT, [SAID])
    spelt = [PIECES.spell(word) for word in one.passages.tokens.words]

    # when
    batch = batch_of([Stretch(one, spelt, Window(0, 0, len(spelt)))])

    # then
    assert batch.cues[0, :4].tolist() == [UNCOUNTED, 0, 1, 0]
    [item] = batch.items
    assert item.labels[:6] == [1, 0, 3, 4, 4, 4]
    assert item.distances[:4] == [-1, 0, 1, 2]


def test_the_same_seed_teaches_the_same() -> None:
    # given
    examples = [example(TEXT, [SAID])] * 8
    course = Course(rounds=2, batch=4, kept_layers=0)

    def taught() -> Network:
        torch.manual_seed(0)
        return learn(Network(SMALL), examples, PIECES, course, print)

    # when
    first, second = taught(), taught()

    # then
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, other)


def test_what_goes_on_from_a_model_leaves_its_first_layers_as_they_are() -> None:
    # given
    start = Network(SMALL_OF_TWO)

    course = Course(rounds=2, batch=4, kept_layers=1)

    # when
    taught = learn(deepcopy(start), [example(TEXT, [SAID])] * 8, PIECES, course, print)

    # then
    changed = {
        name
        for (name, one), (_, other) in zip(
            start.state_dict().items(), taught.state_dict().items(), strict=True
        )
        if not torch.equal(one, other)
    }
    assert any(name.startswith("encoder.layers.1.") for name in changed)
    assert any(name.startswith("reader.") for name in changed)
    assert not any(name.startswith(("encoder.words", "encoder.layers.0.")) for name in changed)


def test_every_weight_of_an_average_is_the_mean_of_theirs() -> None:
    # given
    networks = [Network(SMALL), Network(SMALL)]

    # when
    mean = averaged(networks).state_dict()

    # then
    first, second = (network.state_dict() for network in networks)
    for name, weight in mean.items():
        assert torch.allclose(weight, (first[name] + second[name]) / 2), name


def test_a_model_is_read_back_as_it_was_written_but_for_rounding(tmp_path: Path) -> None:
    # given
    network = Network(SMALL)
    for weight in network.parameters():
        torch.nn.init.normal_(weight)

    # when
    write_networks(network, tmp_path)
    again = read_networks(Network(SMALL), tmp_path)

    # then
    for (name, one), (_, other) in zip(
        network.state_dict().items(), again.state_dict().items(), strict=True
    ):
        assert torch.allclose(one, other, atol=0.01 * float(one.abs().max()) + 1e-6), name


def test_training_goes_on_from_the_shipped_model_and_never_keeps_a_worse_one(
    tmp_path: Path,
) -> None:
    # given
    rows = [{"id": str(n), "text": f"{TEXT} {n}", "attributions": [SAID]} for n in range(30)]
    learnt, held = parted(rows)

    # when
    outcome = train(learnt, held, TrainingOptions(tmp_path / "model", 1), print)

    # then
    assert outcome.before.articles == outcome.after.articles == len(held) > 0
    assert (tmp_path / "model" / "model.json").exists() is not outcome.is_worse
