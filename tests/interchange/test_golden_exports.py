"""Today's exports against files that passed every reader of the probe when they were stored.

Numbers may differ in the last digit between processors, and compressed bytes between versions of zlib;
nothing else may. After a wanted change: run the probe, then write_golden.py.
"""

from __future__ import annotations

import re

import fbx_tree
import numpy as np
import pytest
from write_golden import FOLDER, write

NUMBER = re.compile(r"-?\d+\.\d+")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden")
    write(folder)
    return folder


@pytest.mark.parametrize("name", ["golden.bvh", "golden.csv"])
def test_text_is_as_stored(fresh, name):
    new, old = (fresh / name).read_text("ascii"), (FOLDER / name).read_text("ascii")
    assert NUMBER.sub("0", new) == NUMBER.sub("0", old)
    values = [np.array(NUMBER.findall(text), float) for text in (new, old)]
    np.testing.assert_allclose(*values, atol=2e-6)


def test_fbx_is_as_stored(fresh):
    (new, new_end), (old, old_end) = (fbx_tree.read(folder / "golden.fbx") for folder in (fresh, FOLDER))
    same(new, old, "")
    assert new_end[-136:] == old_end[-136:]


def same(new, old, path):
    path = f"{path}/{new.name}"
    assert new.name == old.name, path
    assert len(new.values) == len(old.values), path
    for a, b in zip(new.values, old.values, strict=True):
        if isinstance(a, float | np.ndarray):
            np.testing.assert_allclose(a, b, atol=1e-5, err_msg=path)
        else:
            assert a == b, path
    assert [c.name for c in new.children] == [c.name for c in old.children], path
    for a, b in zip(new.children, old.children, strict=True):
        same(a, b, path)
