"""A network written down by hand: three units, two jobs, and nothing of one size."""

from __future__ import annotations

import numpy as np

from kinerja._balancing.network import Network

HEADCOUNT = [[5, 4], [1, 0], [0, 3]]
NEED = [[2.0, 1.5], [2.25, 1.0], [0.4, 0.0]]
"""Spare are 3 and 2 in unit 0, and all 3 of job 1 in unit 2; three posts are short."""


def network(**changes):
    """Three people of post 0, two of post 1 and one of post 5; posts 2, 3 and 4 may be entered.

    The first and the last may change to the other job.
    """
    given = {
        "headcount": HEADCOUNT,
        "need": (np.array(NEED) * 1_000_000).astype(np.int64),
        "floor": [[2, 2], [1, 0], [0, 0]],
        "enter": [[False, False], [True, True], [True, False]],
        "unit": [0, 0, 2],
        "job": [0, 1, 1],
        "size": [3, 2, 1],
        "qualified": [[True, True], [False, True], [True, True]],
        "pool": [0, 1, 2],
        "cost_row": [0, 1, 1],
        "costs": [[0.0, 2.0, 5.0], [1.0, 3.0, 0.5]],
        "fit_row": [1, 0, 1],
        "fits": [[0.25, 0.75], [4.0, 1.5]],
        "overdue": [False, True, False],
        "late": None,
        "forced": [False, False, False],
        "allowed": {},
        "couples": np.empty((0, 2), np.int64),
        "members": [7, 1, 4, 2, 9, 5],
        "place": [7, 1, 4, 2, 9, 5],
        "months": None,
        "start": [0, 3, 5, 6],
        "max_out": None,
        "max_in": None,
        "max_moves": None,
        "chains": False,
        "within_unit": False,
        "objective": "shortage",
        "price": 0.0,
        **changes,
    }
    lists = {name: np.array(x) for name, x in given.items() if isinstance(x, list)}
    return Network(**given | lists)
