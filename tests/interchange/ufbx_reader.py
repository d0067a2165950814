"""Run as a program of its own: reads an FBX with ufbx and writes what it saw as npz.

    python ufbx_reader.py FILE.fbx OUT.npz TIME...

The binding hands out objects that it does not hold a reference to; taking one for good keeps a short-lived
process from crashing, which is why this is no function of the tests.
"""

import ctypes
import os
import sys

import numpy as np
import ufbx

take = ctypes.pythonapi.Py_IncRef
take.argtypes, take.restype = [ctypes.py_object], None


def held(thing):
    take(thing)
    return thing


def items(sequence):
    return [held(sequence[i]) for i in range(len(sequence))]


def matrix(m):
    rows = np.eye(4)
    rows[:3] = np.array([m.c0, m.c1, m.c2, m.c3]).T
    return rows


def main(path, out, *times):
    scene = held(ufbx.load_file(path))
    stack = held(scene.anim_stacks[0])
    nodes = items(scene.nodes)
    bones = [i for i, node in enumerate(nodes) if held(node.bone) is not None]
    joints, weights, vertices = [], [], []
    for time in map(float, times):
        now = held(ufbx.evaluate_scene(scene, held(stack.anim), time, evaluate_skinning=True))
        found = items(now.nodes)
        joints.append([matrix(found[i].node_to_world) for i in bones])
        weights.append([channel.weight for channel in items(now.blend_channels)])
        vertices.append(np.array(held(held(held(now.meshes[0]).skinned_position).values)))
    settings = held(scene.settings)
    np.savez(
        out,
        joints=np.array(joints)
        * [[[settings.unit_meters], [settings.unit_meters], [settings.unit_meters], [1]]],
        names=[nodes[i].name for i in bones],
        channels=[channel.name for channel in items(scene.blend_channels)],
        weights=weights,
        vertices=np.array(vertices) * settings.unit_meters,
        fps=settings.frames_per_second,
        span=[stack.time_begin, stack.time_end],
        warnings=[w.description for w in items(held(scene.metadata).warnings)],
        materials=[m.name for m in items(scene.materials)],
    )
    sys.stdout.flush()
    os._exit(0)  # the binding may crash while it is torn down


if __name__ == "__main__":
    main(*sys.argv[1:])
