"""A small character and busy performances, for tests of the file formats and for the whole probe."""

from __future__ import annotations

import numpy as np

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames, about, from_axis_angle, from_euler, multiply
from studio.core.names import ARKIT_CHANNELS, SMPLX_JOINTS
from studio.core.time import Rate
from studio.interchange.baked import BakedClip
from studio.rig.schema import JointFrames, Material, Rig

JOINTS = ("hips", "spine", "head", "eye_L", "upperarm_L")
PARENTS = (-1, 0, 1, 2, 1)
PLACES = np.array([[0, 0.9, 0], [0, 1.2, 0.01], [0, 1.5, 0.02], [0.03, 1.6, 0.08], [0.2, 1.4, 0]], np.float32)
MORPHS = ("jawOpen", "mouthSmileLeft", "eyeBlinkLeft")
RINGS, SIDES = 9, 8


def tiny_rig() -> Rig:
    """5 joints (one of them without weights), 3 morphs, a tube with a texture seam, 2 materials."""
    vertices, uv, weld = _tube()
    triangles = _triangles()
    outward = vertices * [1, 0, 1]
    skin_joints, skin_weights = _skin(vertices)
    morph_vertices, morph_offsets, deltas = _morphs(vertices, weld)
    return Rig(
        name="tiny", label="Tiny, test", vertices=vertices,
        normals=(outward / np.linalg.norm(outward, axis=1, keepdims=True)).astype(np.float32),
        triangles=triangles, uv=uv, colours=np.linspace(0, 1, vertices.size, dtype=np.float32).reshape(-1, 3),
        weld=weld, triangle_material=(np.arange(len(triangles)) % 2).astype(np.int32),
        materials=(Material("skin", "skin", (0.6, 0.4, 0.3)), Material("top 1", "cloth", (0.1, 0.2, 0.3))),
        joint_names=JOINTS, parents=np.array(PARENTS, np.int32), joint_positions=PLACES,
        skin_joints=skin_joints, skin_weights=skin_weights, morph_names=MORPHS, morph_vertices=morph_vertices,
        morph_offsets=morph_offsets, morph_deltas=deltas, vertex_sets={},
    )  # fmt: skip


def _tube():
    """Vertices [RINGS * (SIDES + 1), 3]: the last column lies on the first one, with other texture places."""
    angle = np.linspace(0, 2 * np.pi, SIDES + 1)
    angle[-1] = 0
    height = np.linspace(0.8, 1.7, RINGS)
    x = np.tile(0.1 * np.sin(angle), RINGS)
    z = np.tile(0.1 * np.cos(angle), RINGS)
    vertices = np.stack([x, np.repeat(height, SIDES + 1), z], axis=1).astype(np.float32)
    uv = np.stack(
        [np.tile(np.linspace(0, 1, SIDES + 1), RINGS), np.repeat(np.linspace(0, 1, RINGS), SIDES + 1)], 1
    )
    weld = np.arange(len(vertices), dtype=np.int32)
    weld[SIDES :: SIDES + 1] = weld[0 :: SIDES + 1]
    return vertices, uv.astype(np.float32), weld


def _triangles():
    corner = np.arange((RINGS - 1) * (SIDES + 1)).reshape(RINGS - 1, SIDES + 1)[:, :-1].ravel()
    up = SIDES + 1
    lower = np.stack([corner, corner + 1, corner + up + 1], axis=1)
    upper = np.stack([corner, corner + up + 1, corner + up], axis=1)
    return np.concatenate([lower, upper]).astype(np.int32)


def _skin(vertices):
    distance = np.linalg.norm(vertices[:, None] - PLACES[None, :], axis=2)
    share = np.exp(-((distance / 0.25) ** 2))
    share[:, 4] = 0  # a joint that carries nothing
    joints = np.argsort(-share, axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(share, joints, axis=1)
    return joints.astype(np.int32), (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def _morphs(vertices, weld):
    owners, deltas, offsets = [], [], [0]
    for m in range(len(MORPHS)):
        moved = np.flatnonzero((vertices[:, 1] > 1.4) & (vertices[weld][:, 2] > -0.02 * m))
        owners.append(moved)
        deltas.append(0.02 * np.stack([np.sin(vertices[moved, 1] * 9 + m + k) for k in range(3)], axis=1))
        offsets.append(offsets[-1] + len(moved))
    return (
        np.concatenate(owners).astype(np.int32),
        np.array(offsets, np.int32),
        np.concatenate(deltas).astype(np.float32),
    )


def busy_clip(rig: Rig, rate: Rate, frames: int, seed: int = 0, name: str = "busy") -> BakedClip:
    """Every joint and channel moves smoothly; the root turns right round twice in 10 s, arms go over the head
    and forwards, with 12 s of it before anything repeats."""
    rng = np.random.default_rng(seed)
    t = np.arange(frames) / rate.fps
    body = np.zeros((frames, len(SMPLX_JOINTS), 4))
    body[:] = from_axis_angle(0.3 * _waves(rng, t, (len(SMPLX_JOINTS), 3)))
    face = np.clip(0.4 + 0.6 * _waves(rng, t, (len(ARKIT_CHANNELS),)), 0, 1).astype(np.float32)
    return BakedClip(
        name=name, rate=rate, rig=rig,
        joints=JointFrames(_turns(rig, rng, t), 0.3 * _waves(rng, t, (3,))),
        face=ChannelFrames(ARKIT_CHANNELS, rate, 0, face),
        body=PoseFrames(rate, 0, body, 0.3 * _waves(rng, t, (3,))),
        gaze_degrees=25 * _waves(rng, t, (4,)),
    )  # fmt: skip


def _turns(rig: Rig, rng: np.random.Generator, t):
    swing = np.where(np.isin(rig.joint_names, ("head", "neck01", "wrist_L", "wrist_R")), 0.4, 0.12)[:, None]
    turns = from_axis_angle(swing * _waves(rng, t, (len(rig.joint_names), 3)))
    turns[:, 0] = multiply(about([0, 1, 0], 2 * np.pi * t / 5), turns[:, 0])
    for side, sign in (("L", 1), ("R", -1)):
        for joint, name in enumerate(rig.joint_names):
            if name == f"upperarm01_{side}" or name == f"upperarm_{side}":
                # Up beside the ear and down, while the arm swings to the front and twists.
                lift, reach, twist = (
                    sign * (1 + 1.2 * np.sin(t)),
                    -sign * (0.8 + 0.8 * np.sin(1.3 * t)),
                    1.2 * np.sin(0.7 * t),
                )
                turns[:, joint] = from_euler(np.stack([lift, reach, twist], axis=-1), "ZYX")
            if name == f"lowerarm01_{side}":
                turns[:, joint] = about([0, -sign, 0], 1.2 + 1.1 * np.sin(1.7 * t))
    return turns


def _waves(rng: np.random.Generator, t, shape):
    speed, phase = rng.uniform(0.1, 0.8, shape), rng.uniform(0, 1, shape)
    return np.sin(2 * np.pi * (t.reshape(-1, *[1] * len(shape)) * speed + phase))
