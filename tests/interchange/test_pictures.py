"""The pictures that go into an FBX: as they are, or with the colour of their surface worked in."""

from __future__ import annotations

import io

import attrs
import clips
import fbx_tree
import numpy as np
import pytest
from PIL import Image

from studio.core.problems import ProblemLog
from studio.interchange import fbx
from studio.interchange.fbx.pictures import pictures_of
from studio.rig.schema import Material

GREY = (188, 188, 188, 128)  # half of full light, half covering


@pytest.fixture
def rig(tmp_path, monkeypatch):
    """The small character with a picture on both materials, the second coloured and tinted."""
    folder = tmp_path / "characters" / "tiny"
    folder.mkdir(parents=True)
    Image.new("RGBA", (4, 2), GREY).save(folder / "strands.png")
    monkeypatch.setenv("MOODLINE_ASSETS", str(tmp_path))
    materials = (
        Material("skin", "skin", (1, 1, 1), "strands.png"),
        Material("hair", "hair", (0.5, 0.25, 0), "strands.png"),
    )
    rig = clips.tiny_rig()
    return attrs.evolve(rig, materials=materials, colours=np.ones_like(rig.colours))


def test_a_plain_picture_goes_in_as_it_is_and_a_coloured_one_with_its_colour(rig, tmp_path):
    found = pictures_of(rig, ProblemLog())
    assert [p.name for p in found.values()] == ["tiny_strands.png", "tiny_hair_strands.png"]
    assert found[0].data == (tmp_path / "characters" / "tiny" / "strands.png").read_bytes()
    tinted = Image.open(io.BytesIO(found[1].data)).getpixel((0, 0))
    # Half of half the light shows as 137, a quarter of it as 99 (IEC 61966-2-1); what it covers stays.
    assert tinted == pytest.approx((137, 99, 0, 128), abs=1)


def test_the_vertices_tint_is_worked_in(rig):
    dark = attrs.evolve(rig, colours=np.full_like(rig.colours, 0.5))
    found = pictures_of(dark, ProblemLog())
    assert Image.open(io.BytesIO(found[0].data)).getpixel((0, 0)) == pytest.approx(
        (137, 137, 137, 128), abs=1
    )


def test_one_picture_of_two_materials_is_stored_once(rig, clip, tmp_path):
    same = attrs.evolve(rig, materials=(rig.materials[0], attrs.evolve(rig.materials[0], name="body")))
    fbx.write(attrs.evolve(clip, rig=same), tmp_path / "same.fbx")
    tree, _ = fbx_tree.read(tmp_path / "same.fbx")
    (video,) = tree.one("Objects").all("Video")
    assert Image.open(io.BytesIO(video.value("Content"))).getpixel((0, 0)) == GREY
    (texture,) = tree.one("Objects").all("Texture")
    links = [c.values for c in tree.one("Connections").all("C") if c.values[1] == texture.values[0]]
    assert [link[3] for link in links] == ["DiffuseColor", "DiffuseColor"]


def test_a_file_that_is_no_picture_is_told(rig, tmp_path):
    (tmp_path / "characters" / "tiny" / "strands.png").write_bytes(b"no picture")
    log = ProblemLog()
    assert not pictures_of(rig, log)
    assert [(p.kind, count) for p, count in log.items()] == [("interchange.picture", 2)]
