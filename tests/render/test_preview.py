"""The preview command: a picture of a face, and clear words for what it cannot do."""

from __future__ import annotations

import pytest
from PIL import Image

from studio.core.problems import ProblemError
from studio.render.offscreen import OffscreenContext
from studio.render.preview import main, parsed_pair, posed
from studio.rig.characters import load


def test_a_picture_is_written(tmp_path):
    try:
        OffscreenContext().close()
    except ProblemError as error:
        pytest.skip(str(error))
    out = tmp_path / "face.png"
    words = [
        "nora",
        "--morph",
        "jawOpen=.5",
        "--turn",
        "head=0,20,0",
        "--size",
        "60",
        "80",
        "--out",
        str(out),
    ]
    assert main(words) == 0
    with Image.open(out) as picture:
        assert picture.size == (60, 80)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody"], "nobody"),
        (["nora", "--morph", "jawopen=1"], "jawOpen"),
        (["nora", "--morph", "jawOpen=wide"], "jawOpen=wide"),
        (["nora", "--morph", "jawOpen=nan"], "one number"),
        (["nora", "--turn", "head=1,2"], "3 numbers"),
        (["nora", "--turn", "tail=1,2,3"], "tail"),
        (["nora", "--size", "0", "10"], "0 x 10"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_leaves_no_file(tmp_path, capsys, words, said):
    assert main([*words, "--out", str(tmp_path / "x.png")]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_pairs():
    assert parsed_pair("jawOpen=.5", 1) == ("jawOpen", (0.5,))
    assert parsed_pair("head=1,-2,3e1", 3) == ("head", (1.0, -2.0, 30.0))


def test_a_turned_head_looks_to_its_left():
    rig = load("nora")
    still, turned = posed(rig, {}, {}), posed(rig, {}, {"head": (0.0, 30.0, 0.0)})
    nose = rig.vertex_sets["upper_lip_inner"][6]
    assert turned.vertices[nose, 0] > still.vertices[nose, 0] + 0.02
