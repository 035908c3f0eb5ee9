"""Averaging: models that were taught apart from one start, as one (Wortsman et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from webapp.attribution.training.network import Network


def averaged(networks: Sequence[Network]) -> Network:
    """The network whose every weight is the mean of theirs; as fast as one, and steadier."""
    states = [network.state_dict() for network in networks]
    mean = Network(networks[0].size)
    mean.load_state_dict(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    )
    mean.eval()
    return mean
