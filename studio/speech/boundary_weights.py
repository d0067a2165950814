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
        [-0.17, -0.00, 0.10, -0.13, 0.03, 0.18, 0.06],
        [-0.02, -0.52, -0.04, 0.13, 0.05, -0.01, 0.01],
        [-0.37, 0.12, 0.36, -0.30, 0.06, -0.14, 0.05],
        [-0.13, 0.22, 0.38, 0.02, 0.09, -0.03, -0.10],
        [0.26, -0.00, -0.19, 0.08, -0.08, -0.25, 0.05],
        [0.26, -0.10, -0.28, 0.05, 0.01, -0.03, -0.04],
        [-0.01, -0.08, 0.13, 0.07, 0.01, 0.18, -0.18],
        [-0.01, -0.02, -0.03, -0.01, -0.03, -0.05, 0.05],
        [0.27, 0.05, -0.31, -0.02, 0.12, -0.10, 0.04],
        [0.06, 0.13, -0.15, -0.04, 0.07, -0.22, 0.20],
        [-0.10, 0.06, 0.01, 0.03, -0.10, 0.30, -0.15],
    ]
)
RIGHT = np.array(
    [
        [-0.07, 0.10, 0.11, -0.01, -0.09, 0.25, 0.26],
        [0.18, 0.56, -0.25, 0.18, -0.01, -0.15, -0.22],
        [0.24, -0.11, -0.27, 0.31, 0.08, -0.06, -0.18],
        [0.06, -0.14, -0.06, -0.06, 0.04, 0.20, -0.01],
        [0.01, -0.13, -0.17, -0.12, -0.11, -0.06, -0.00],
        [-0.12, -0.12, -0.13, -0.15, -0.17, -0.07, 0.16],
        [-0.00, -0.02, -0.01, 0.00, -0.02, -0.03, -0.06],
        [-0.01, -0.02, -0.01, -0.01, 0.03, -0.01, 0.01],
        [-0.07, -0.08, 0.38, -0.19, 0.14, -0.08, 0.04],
        [-0.11, -0.25, 0.24, -0.07, 0.19, -0.05, -0.02],
        [-0.07, 0.05, 0.15, 0.00, 0.13, -0.12, -0.01],
    ]
)
SHARED = np.array([0.04, -0.15, -0.03, -0.12, 0.21, -0.17, -0.02])
