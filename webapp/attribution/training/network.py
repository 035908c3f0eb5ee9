"""The network: an encoder that finds cues, and a reader that finds what belongs to one cue.

The encoder is BERT (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020), with three small
tables more for what a spelling in small letters does not show. The reader looks at the tokens round
one cue, knowing how far each is from it, and labels source and content; so discontinuous, shared
and overlapping contents need no rules.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

LOOKS, BEFORES, QUOTED = 5, 4, 2
CUE_LABELS, ROLE_LABELS = 3, 5
_FAR = 32


@dataclass(frozen=True)
class Size:
    """How large the network is."""

    vocabulary: int = 30_522
    positions: int = 512
    hidden: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    reader: int = 128
    reader_inner: int = 256
    reader_heads: int = 4
    reader_layers: int = 2


class Attention(nn.Module):
    """Multi-head self-attention; `mask` is added to the scores."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.mixed = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States (rows, length, hidden) after every place has looked at every other."""
        rows, length, hidden = x.shape
        mixed = self.mixed(x).view(rows, length, 3, self.heads, hidden // self.heads)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask.to(query.dtype)
        )
        out: Tensor = self.out(seen.transpose(1, 2).reshape(rows, length, hidden))
        return out


class Layer(nn.Module):
    """A transformer layer that normalises after adding, as BERT's do."""

    def __init__(self, hidden: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(hidden, heads)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.wide = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.last_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States (rows, length, hidden) one layer further."""
        x = self.norm(x + self.dropout(self.attention(x, mask)))
        wide = nn.functional.gelu(self.wide(x))
        out: Tensor = self.last_norm(x + self.dropout(self.narrow(wide)))
        return out


class Encoder(nn.Module):
    """From word pieces (rows, length) and features (rows, length, 3) to states and cue scores."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.looks = nn.Embedding(LOOKS, size.hidden)
        self.befores = nn.Embedding(BEFORES, size.hidden)
        self.quoted = nn.Embedding(QUOTED, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(size.hidden, size.inner, size.heads, dropout) for _ in range(size.layers)
        )
        self.cue = nn.Linear(size.hidden, CUE_LABELS)
        for table in (self.looks, self.befores, self.quoted):
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """`mask` is 1 for a piece and 0 for padding; scores are (rows, length, 3)."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(place)
        x = x + self.looks(features[..., 0]) + self.befores(features[..., 1])
        x = self.dropout(self.norm(x + self.quoted(features[..., 2])))
        away = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10_000.0
        for layer in self.layers:
            x = layer(x, away)
        return x, self.cue(x)


class RoleReader(nn.Module):
    """From the states round a cue (cues, length, hidden) to role scores (cues, length, 5)."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.states = nn.Linear(size.hidden, size.reader)
        self.cue = nn.Linear(size.hidden, size.reader)
        self.distances = nn.Embedding(2 * _FAR + 2, size.reader)
        self.norm = nn.LayerNorm(size.reader, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(size.reader, size.reader_inner, size.reader_heads, dropout)
            for _ in range(size.reader_layers)
        )
        self.roles = nn.Linear(size.reader, ROLE_LABELS)

    def forward(self, states: Tensor, distances: Tensor, mask: Tensor) -> Tensor:
        """`distances` are 0 in the cue, -1, -2 … before it, 1, 2 … behind; `mask` as above."""
        inside = (distances == 0).to(states.dtype)[..., None] * mask[..., None].to(states.dtype)
        cue = (states * inside).sum(1, keepdim=True) / inside.sum(1, keepdim=True)
        x = self.states(states) + self.cue(cue) + self.distances(_bucket(distances))
        x = self.dropout(nn.functional.gelu(self.norm(x)))
        away = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10_000.0
        for layer in self.layers:
            x = layer(x, away)
        scores: Tensor = self.roles(x)
        return scores


def _bucket(distances: Tensor) -> Tensor:
    """Distances as rows of a table: exact when near, coarser from 16 on."""
    far = distances.abs()
    coarse = torch.minimum(16 + (far - 16) // 4, torch.full_like(far, _FAR))
    near = torch.where(far < 16, far, coarse)
    return torch.where(distances < 0, _FAR - near, _FAR + near)


class Network(nn.Module):
    """Encoder and reader together."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__()
        self.size = size or Size()
        self.encoder = Encoder(self.size)
        self.reader = RoleReader(self.size)
