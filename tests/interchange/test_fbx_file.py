"""What stands in the FBX file: the demands of formats.md that a reader would only show by an empty scene."""

from __future__ import annotations

import attrs
import clips
import fbx_tree
import numpy as np
import pytest

from studio.core.names import ARKIT_CHANNELS
from studio.core.time import Rate
from studio.interchange import fbx
from studio.interchange.fbx.records import FILE_ID


@pytest.fixture(scope="module")
def tree(files):
    return fbx_tree.read(files["fbx"])[0]


def objects(tree, element, subclass=None):
    found = tree.one("Objects").all(element)
    return [o for o in found if subclass is None or o.values[2] == subclass]


def title(node):
    return node.values[1].split("\0\x01")[0]


def links(tree):
    return [tuple(c.values[1:]) for c in tree.one("Connections").all("C")]


def test_the_sdk_finds_what_it_checks_before_reading(files):
    tree, rest = fbx_tree.read(files["fbx"])
    assert tree.value("FileId") == FILE_ID
    assert tree.value("CreationTime") == "1970-01-01 10:00:00:000"
    assert rest[:16].hex() == "fabcab09d0c8d466b176fb831cf7267e"
    assert rest[-16:].hex() == "f85a8c6adef5d97eece90ce3758f290b"
    assert (files["fbx"].stat().st_size - 16 - 120 - 4) % 16 == 0
    head = tree.one("FBXHeaderExtension")
    assert head.value("FBXHeaderVersion") == 1003
    assert not head.all("OtherFlags")


def test_definitions_count_every_object(tree):
    definitions = tree.one("Definitions")
    counted = {t.values[0]: t.value("Count") for t in definitions.all("ObjectType")}
    assert counted.pop("GlobalSettings") == 1
    assert counted == {e: len(objects(tree, e)) for e in {o.name for o in tree.one("Objects").children}}
    assert definitions.value("Count") == sum(counted.values()) + 1


def test_ids_are_unique_and_connections_meet_them(tree):
    ids = [o.values[0] for o in tree.one("Objects").children]
    assert len(set(ids)) == len(ids)
    for child, parent, *_ in links(tree):
        assert child in ids
        assert parent in ids or parent == 0


def test_unit_axes_and_time(tree):
    settings = tree.one("GlobalSettings").settings()
    axes = ("UpAxis", "UpAxisSign", "FrontAxis", "FrontAxisSign", "CoordAxis", "CoordAxisSign")
    assert [settings[a][0] for a in axes] == [1, 1, 2, 1, 0, 1]
    assert settings["UnitScaleFactor"] == [1.0]
    assert settings["TimeMode"] == [6]
    (stack,) = objects(tree, "AnimationStack")
    span = stack.settings()
    assert span["LocalStart"] == [0]
    assert span["LocalStop"] == [3 * 46_186_158_000] == settings["TimeSpanStop"]


def test_shapes_and_channels_share_names_that_unreal_keeps(tree):
    channels = objects(tree, "Deformer", "BlendShapeChannel")
    shapes = objects(tree, "Geometry", "Shape")
    (deformer,) = objects(tree, "Deformer", "BlendShape")
    assert [title(c) for c in channels] == [title(s) for s in shapes] == list(clips.MORPHS)
    assert not [c for c in channels if title(c).startswith(title(deformer))]
    for channel in channels:
        assert channel.value("FullWeights").tolist() == [100.0]
    for shape in shapes:
        assert len(shape.value("Normals")) == len(shape.value("Vertices")) == 3 * len(shape.value("Indexes"))


def test_every_joint_has_a_cluster_and_the_weights_sum_to_one(tree):
    clusters = objects(tree, "Deformer", "Cluster")
    assert [title(c) for c in clusters] == list(clips.JOINTS)
    assert not clusters[4].all("Indexes")  # the arm carries nothing, and stays in the skin all the same
    total = np.zeros(len(objects(tree, "Geometry", "Mesh")[0].value("Vertices")) // 3)
    for cluster in clusters[:4]:
        np.add.at(total, cluster.value("Indexes"), cluster.value("Weights"))
    np.testing.assert_allclose(total, 1, atol=1e-6)


def test_every_joint_is_keyed_on_every_frame(tree):
    curves = objects(tree, "AnimationCurve")
    assert len(curves) == 3 + 3 * len(clips.JOINTS) + len(clips.MORPHS)
    (layer,) = objects(tree, "AnimationLayer")
    nodes = objects(tree, "AnimationCurveNode")
    assert {(n.values[0], layer.values[0]) for n in nodes} <= set(links(tree))
    expected = [round(frame * 46_186_158_000 / 30) for frame in range(91)]
    for curve in curves:
        assert curve.value("KeyTime").tolist() == expected
        assert len(curve.value("KeyValueFloat")) == curve.value("KeyAttrRefCount")[0] == 91


def test_texture_seams_are_closed_but_keep_both_texture_places(tree):
    (mesh,) = objects(tree, "Geometry", "Mesh")
    corners = mesh.value("PolygonVertexIndex")
    assert len(mesh.value("Vertices")) == 3 * clips.RINGS * clips.SIDES
    assert ((corners < 0).reshape(-1, 3) == [False, False, True]).all()
    uv = mesh.one("LayerElementUV")
    assert len(uv.value("UV")) == 2 * clips.RINGS * (clips.SIDES + 1)
    assert len(uv.value("UVIndex")) == len(corners)


def test_touching_vertices_that_move_apart_stay_apart(clip, tmp_path):
    rig = clip.rig
    seam = np.flatnonzero(rig.weld != np.arange(len(rig.weld)))
    top = seam[rig.vertices[seam, 1] > 1.4]
    deltas = rig.morph_deltas.copy()
    deltas[np.isin(rig.morph_vertices, top)] += 0.01
    torn = attrs.evolve(clip, rig=attrs.evolve(rig, morph_deltas=deltas))
    fbx.write(torn, tmp_path / "torn.fbx")
    (mesh,) = objects(fbx_tree.read(tmp_path / "torn.fbx")[0], "Geometry", "Mesh")
    assert len(mesh.value("Vertices")) == 3 * (clips.RINGS * clips.SIDES + len(top))


@pytest.mark.parametrize(("count", "kept"), [(1, 1), (2, 2), (4, 4), (8, 4)])
def test_influences_are_limited(clip, tmp_path, count, kept):
    fbx.write(clip, tmp_path / "limited.fbx", influences=count)
    tree = fbx_tree.read(tmp_path / "limited.fbx")[0]
    used = [c.value("Indexes") for c in objects(tree, "Deformer", "Cluster") if c.all("Indexes")]
    assert np.bincount(np.concatenate(used)).max() == kept


@pytest.mark.parametrize(
    ("rate", "mode", "last"),
    [
        (Rate(24), 11, 9 * 1_924_423_250),
        (Rate(30000, 1001), 9, 13_869_703_247),
        (Rate(60), 3, 9 * 769_769_300),
        (Rate(25, 2), 14, 9 * 3_694_892_640),
    ],
)
def test_any_frame_rate_ends_on_a_frame(tmp_path, rate, mode, last):
    fbx.write(clips.busy_clip(clips.tiny_rig(), rate, 10), tmp_path / "rate.fbx")
    tree = fbx_tree.read(tmp_path / "rate.fbx")[0]
    settings = tree.one("GlobalSettings").settings()
    assert settings["TimeMode"] == [mode]
    assert settings["CustomFrameRate"] == [pytest.approx(rate.fps)]
    assert objects(tree, "AnimationStack")[0].settings()["LocalStop"] == [last]
    assert objects(tree, "AnimationCurve")[0].value("KeyTime")[-1] == last


def test_a_channel_called_like_the_deformer_moves_the_deformer_aside(clip, tmp_path):
    rig = attrs.evolve(clip.rig, morph_names=("jawOpen", "blendShapesX", "eyeBlinkLeft"))
    fbx.write(attrs.evolve(clip, rig=rig), tmp_path / "names.fbx")
    (deformer,) = objects(fbx_tree.read(tmp_path / "names.fbx")[0], "Deformer", "BlendShape")
    assert title(deformer) == "_BlendShapes"


def test_names_are_made_safe_and_unique(clip, tmp_path):
    names = ("hips", "spine.L", "spine-L", "1st", "tiny")
    rig = attrs.evolve(clip.rig, joint_names=names)
    fbx.write(attrs.evolve(clip, rig=rig, name="Füße & Hände"), tmp_path / "names.fbx")
    tree = fbx_tree.read(tmp_path / "names.fbx")[0]
    nodes = [title(m) for m in objects(tree, "Model")]
    assert nodes == ["hips", "spine_L", "spine_L_2", "_1st", "tiny", "tiny_2"]
    assert title(objects(tree, "AnimationStack")[0]) == "F__e___H_nde" == tree.one("Takes").value("Current")


def test_a_shape_that_moves_nothing_stays_in_the_file(clip, tmp_path):
    rig = clip.rig
    first = rig.morph_offsets[1]
    emptied = attrs.evolve(
        rig,
        morph_vertices=rig.morph_vertices[first:],
        morph_deltas=rig.morph_deltas[first:],
        morph_offsets=np.concatenate([[0], rig.morph_offsets[1:] - first]).astype(np.int32),
    )
    fbx.write(attrs.evolve(clip, rig=emptied), tmp_path / "empty.fbx")
    shapes = objects(fbx_tree.read(tmp_path / "empty.fbx")[0], "Geometry", "Shape")
    assert title(shapes[0]) == "jawOpen"
    assert shapes[0].value("Vertices").tolist() == [0, 0, 0]


def test_channels_are_found_by_name_and_not_by_place(clip, tmp_path, tree):
    order = ARKIT_CHANNELS[::-1]
    shuffled = attrs.evolve(clip, face=clip.face.reordered(order))
    fbx.write(shuffled, tmp_path / "shuffled.fbx")
    other = fbx_tree.read(tmp_path / "shuffled.fbx")[0]
    for a, b in zip(objects(tree, "AnimationCurve"), objects(other, "AnimationCurve"), strict=True):
        assert (a.value("KeyValueFloat") == b.value("KeyValueFloat")).all()
