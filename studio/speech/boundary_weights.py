"""Weights of boundaries.refine, written by tests/benchmarks/fit_boundaries.py.

Learnt from the hand labels of acted German (EmoDB, CC0) and of the English of the EMU and praatIO projects
(MIT): 2,700 boundaries. Columns: rise of the low, middle and high band and of all, their magnitudes together,
squared distance from where the search put the boundary, and distance.
"""

from __future__ import annotations

import numpy as np

CLASSES = (
    "pause",
    "vowel",
    "nasal",
    "approximant",
    "voiceless stop",
    "voiced stop",
    "voiceless affricate",
    "voiced affricate",
    "voiceless fricative",
    "voiced fricative",
    "h",
)
LEFT = np.array(
    [
        [-0.06, 0.00, 0.03, -0.04, 0.02, 0.09, 0.03],
        [-0.03, -0.18, -0.03, 0.01, 0.02, -0.03, 0.02],
        [-0.12, 0.02, 0.12, -0.09, 0.03, -0.08, 0.07],
        [-0.02, 0.07, 0.12, 0.02, 0.03, -0.01, -0.07],
        [0.08, 0.01, -0.07, 0.04, -0.04, -0.12, 0.05],
        [0.06, -0.03, -0.09, 0.00, 0.01, -0.04, -0.06],
        [-0.02, -0.02, 0.05, 0.02, 0.00, 0.06, -0.07],
        [-0.00, -0.00, -0.01, -0.00, -0.01, -0.01, 0.01],
        [0.10, 0.02, -0.10, -0.01, 0.05, -0.05, 0.03],
        [0.03, 0.05, -0.05, -0.00, 0.03, -0.10, 0.04],
        [-0.03, 0.01, 0.00, -0.00, -0.05, 0.11, -0.06],
    ]
)
RIGHT = np.array(
    [
        [-0.01, 0.03, 0.03, -0.01, -0.01, 0.12, 0.10],
        [0.12, 0.24, -0.06, 0.09, -0.00, -0.10, -0.15],
        [0.10, -0.01, -0.06, 0.10, 0.06, -0.05, -0.10],
        [0.01, -0.05, -0.03, -0.02, 0.01, 0.09, 0.01],
        [-0.02, -0.07, -0.05, -0.06, -0.06, -0.05, 0.00],
        [-0.07, -0.06, -0.04, -0.07, -0.09, -0.04, 0.07],
        [0.00, -0.01, -0.01, -0.00, -0.01, -0.01, -0.02],
        [-0.00, -0.00, -0.00, -0.00, 0.01, -0.01, 0.00],
        [-0.04, -0.04, 0.10, -0.05, 0.07, -0.07, 0.06],
        [-0.08, -0.10, 0.08, -0.03, 0.10, -0.03, 0.00],
        [-0.02, 0.00, 0.03, -0.00, 0.03, -0.04, -0.01],
    ]
)
SHARED = np.array([-0.01, -0.06, -0.02, -0.05, 0.10, -0.17, -0.02])
