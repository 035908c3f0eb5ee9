"""The likeliest labels that hang together."""

import numpy as np

from webapp.attribution.tagging.decoding import CUE_STEPS, ROLE_STEPS, best_paths, runs


def test_a_label_that_goes_on_never_follows_one_from_outside() -> None:
    # given
    scores = np.log(np.array([[[0.6, 0.3, 0.1], [0.1, 0.2, 0.7]]], dtype=np.float32))

    # when
    [path] = best_paths(scores, CUE_STEPS)

    # then
    assert path.tolist() == [1, 2]


def test_content_does_not_go_on_as_source() -> None:
    # given
    likely = [[0.05, 0.05, 0.05, 0.8, 0.05], [0.05, 0.05, 0.5, 0.05, 0.35]]
    scores = np.log(np.array([likely], dtype=np.float32))

    # when
    [path] = best_paths(scores, ROLE_STEPS)

    # then
    assert path.tolist() == [3, 4]


def test_rows_are_decoded_side_by_side_as_if_alone() -> None:
    # given
    chance = np.random.default_rng(1)
    scores = chance.standard_normal((4, 9, 5)).astype(np.float32)

    # when
    together = best_paths(scores, ROLE_STEPS)

    # then
    alone = [best_paths(scores[row : row + 1], ROLE_STEPS)[0].tolist() for row in range(4)]
    assert together.tolist() == alone


def test_runs_tell_neighbours_of_one_kind_apart() -> None:
    assert list(runs(np.array([0, 1, 2, 1, 3, 4, 0, 3]))) == [
        (0, 1, 3),
        (0, 3, 4),
        (1, 4, 6),
        (1, 7, 8),
    ]
