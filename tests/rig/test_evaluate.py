from __future__ import annotations

import sys
import threading

import attrs
import numpy as np
import pytest

from studio.rig import characters, kernels
from studio.rig.evaluate import Evaluator
from studio.rig.schema import JointFrames


@pytest.fixture(scope="module")
def rig():
    return characters.load("nora")


def random_pose(rig, seed, frames=None, turn=0.4):
    rng = np.random.default_rng(seed)
    shape = () if frames is None else (frames,)
    rotations = rng.normal(size=(*shape, len(rig.parents), 4)) * turn + [0, 0, 0, 1]
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    return rotations, rng.normal(size=(*shape, 3)), rng.random((*shape, len(rig.morph_names)))


def by_definition(rig, rotations, root, weights):
    """World matrices, vertices and normals as the definition says, joint by joint, in float64."""
    world = np.zeros((len(rig.parents), 4, 4))
    places = rig.joint_positions.astype(float)
    for j, parent in enumerate(rig.parents):
        x, y, z, w = rotations[j]
        local = np.eye(4)
        cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
        local[:3, :3] = np.eye(3) + 2 * w * cross + 2 * cross @ cross
        local[:3, 3] = places[j] + root if parent < 0 else places[j] - places[parent]
        world[j] = local if parent < 0 else world[parent] @ local
    shaped = rig.vertices.astype(float)
    for m, weight in enumerate(weights):
        part = slice(rig.morph_offsets[m], rig.morph_offsets[m + 1])
        shaped[rig.morph_vertices[part]] += weight * rig.morph_deltas[part]
    bind = np.tile(np.eye(4), (len(places), 1, 1))
    bind[:, :3, 3] = -places
    matrices = np.einsum("vk,vkab->vab", rig.skin_weights, (world @ bind)[rig.skin_joints])
    moved = np.einsum("vab,vb->va", matrices[:, :3, :3], shaped) + matrices[:, :3, 3]
    a, b, c = (moved[rig.triangles[:, k]] for k in range(3))
    sums = np.zeros_like(moved)
    for k in range(3):
        np.add.at(sums, rig.weld[rig.triangles[:, k]], np.cross(b - a, c - a))
    sums = sums[rig.weld]
    return world, moved, sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-20)


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_frame_is_what_the_definition_says(rig, compiled, seed):
    pose = random_pose(rig, seed)
    joints, vertices, normals = by_definition(rig, *pose)
    geometry = Evaluator(rig, compiled=compiled).frame(*pose)
    np.testing.assert_allclose(geometry.joints, joints, atol=1e-9)
    assert np.abs(geometry.vertices - vertices).max() < 1e-6 * max(1.0, np.abs(vertices).max())
    solid = np.linalg.norm(normals, axis=1) > 0.5
    assert np.degrees(np.abs(geometry.normals - normals)[solid]).max() < 0.5
    assert geometry.vertices.dtype == geometry.normals.dtype == np.float32


@pytest.mark.parametrize("compiled", [True, False])
def test_identity_is_the_bind_pose(rig, compiled):
    rotations = np.tile([0.0, 0, 0, 1], (len(rig.parents), 1))
    geometry = Evaluator(rig, compiled=compiled).frame(rotations, np.zeros(3), np.zeros(52))
    assert np.abs(geometry.vertices - rig.vertices).max() < 1e-6
    np.testing.assert_allclose(geometry.joints[:, :3, 3], rig.joint_positions, atol=1e-6)


def test_normals_are_unit_and_shared_where_vertices_are(rig):
    geometry = Evaluator(rig).frame(*random_pose(rig, 3))
    np.testing.assert_allclose(np.linalg.norm(geometry.normals, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(geometry.normals, geometry.normals[rig.weld])


def test_a_batch_equals_its_frames_byte_for_byte(rig):
    rotations, root, weights = random_pose(rig, 4, frames=7)
    evaluator = Evaluator(rig)
    vertices, normals = evaluator.frames(JointFrames(rotations, root), weights, workers=3)
    for i in range(7):
        one = evaluator.frame(rotations[i], root[i], weights[i])
        assert one.vertices.tobytes() == vertices[i].tobytes()
        assert one.normals.tobytes() == normals[i].tobytes()


def test_a_batch_of_nothing_is_nothing(rig):
    rotations, root, weights = random_pose(rig, 4, frames=0)
    vertices, _ = Evaluator(rig).frames(JointFrames(rotations, root), weights)
    assert vertices.shape == (0, len(rig.vertices), 3)


def test_chosen_points_and_joints_agree_with_whole_frames(rig):
    rotations, root, weights = random_pose(rig, 5, frames=3)
    evaluator = Evaluator(rig)
    indices = np.array([5, 17, 5, len(rig.vertices) - 1, *rig.vertex_sets["upper_lip_inner"]])
    points = evaluator.points(JointFrames(rotations, root), weights, indices)
    vertices, _ = evaluator.frames(JointFrames(rotations, root), weights)
    assert np.abs(points - vertices[:, indices]).max() < 5e-6
    joints = evaluator.joints(rotations, root)
    np.testing.assert_allclose(
        joints[1], evaluator.frame(rotations[1], root[1], weights[1]).joints, atol=1e-9
    )


def test_threads_do_not_disturb_each_other(rig):
    evaluator = Evaluator(rig)
    poses = [random_pose(rig, seed) for seed in range(4)]
    expected = [evaluator.frame(*pose).vertices.tobytes() for pose in poses]
    wrong = []

    def work(i):
        for _ in range(20):
            if evaluator.frame(*poses[i], shared=i % 2 == 0).vertices.tobytes() != expected[i]:
                wrong.append(i)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_any_number_type_and_layout_is_taken(rig):
    rotations, root, weights = random_pose(rig, 6)
    evaluator = Evaluator(rig)
    plain = evaluator.frame(rotations, root, weights.astype(np.float32))
    rotations.flags.writeable = False
    odd = evaluator.frame(np.asfortranarray(rotations), root.tolist(), weights)
    np.testing.assert_array_equal(plain.vertices, odd.vertices)


@pytest.mark.parametrize("compiled", [True, False])
def test_a_vertex_without_triangles_or_weights_stays_and_has_a_normal(rig, compiled):
    loose = attrs.evolve(
        rig,
        triangles=rig.triangles[:1],
        skin_weights=np.zeros_like(rig.skin_weights),
        weld=np.arange(len(rig.vertices), dtype=np.int32),
    )
    geometry = Evaluator(loose, compiled=compiled).frame(*random_pose(rig, 7))
    assert np.isfinite(geometry.vertices).all()
    np.testing.assert_allclose(np.linalg.norm(geometry.normals, axis=1), 1, atol=1e-5)


def test_without_a_folder_for_compiled_code_it_compiles_anew(monkeypatch):
    real = kernels.numba.njit

    def njit(function, **options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(function, **options)

    monkeypatch.setattr(kernels.numba, "njit", njit)

    def double(values: np.ndarray) -> None:
        values *= 2

    values = np.ones(2)
    kernels._compiled(double)(values)
    np.testing.assert_array_equal(values, 2)


def test_without_numba_the_plain_way_is_taken(rig, monkeypatch):
    monkeypatch.setitem(sys.modules, "studio.rig.kernels", None)
    monkeypatch.delattr(sys.modules["studio.rig"], "kernels", raising=False)
    evaluator = Evaluator(rig)
    assert not evaluator.compiled
    assert np.isfinite(evaluator.frame(*random_pose(rig, 1)).vertices).all()
