"""Number tables as text, against Python's own formatting."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from studio.interchange.parts.decimals import decimal_rows

TABLES = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(-1e9, 1e9)
)


@given(table=TABLES, decimals=st.integers(1, 8), separator=st.sampled_from([" ", ","]))
@settings(max_examples=150, deadline=None)
def test_text_is_within_half_a_unit_of_the_last_place(table, decimals, separator):
    lines = decimal_rows(table, decimals, separator).decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(table)
    for line, row in zip(lines, table, strict=True):
        for text, value in zip(line.split(separator), row, strict=True):
            assert len(text.split(".")[1]) == decimals
            assert text.lstrip("-").split(".")[0] == str(int(text.lstrip("-").split(".")[0]))
            # Scaling rounds once more in float64, which shows from the sixteenth digit on.
            slack = Decimal("0.5").scaleb(-decimals) + abs(Decimal(value)) * Decimal(2.0**-51)
            assert abs(Decimal(text) - Decimal(value)) <= slack


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (-0.0001, "0.000"),
        (-0.0006, "-0.001"),
        (9.9996, "10.000"),
        (123456.7891, "123456.789"),
        (-5000000.5, "-5000000.500"),
    ],
)
def test_signs_and_places(value, text):
    assert decimal_rows(np.array([[value, 1.0]]), 3).decode() == f"{text} 1.000\n"


def test_blocks_join_without_a_seam(monkeypatch):
    table = np.random.default_rng(0).normal(size=(50, 3)) * 1000
    whole = decimal_rows(table, 6)
    monkeypatch.setattr("studio.interchange.parts.decimals._BLOCK", 10)
    assert decimal_rows(table, 6) == whole


def test_no_rows_give_no_text():
    assert decimal_rows(np.zeros((0, 3)), 6) == b""
