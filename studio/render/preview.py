"""One picture of a character in a face of one's choice, from the command line.

python -m studio.render.preview nora --morph jawOpen=.5 --turn head=0,20,0 --camera face --out face.png
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from studio.core.problems import ProblemError, fail
from studio.render.framing import PRESETS, preset
from studio.render.lights import LIGHTS
from studio.render.renderer import Renderer
from studio.render.view import Picture
from studio.rig.schema import F64, Geometry, Rig


def posed(rig: Rig, morphs: dict[str, float], turns: dict[str, tuple[float, ...]]) -> Geometry:
    """The character with those morph weights and joint turns (degrees about X, Y, Z, in that order)."""
    from studio.rig.evaluate import Evaluator  # noqa: PLC0415 - compiles, slow to import

    weights = np.zeros(len(rig.morph_names), np.float32)
    for name, value in morphs.items():
        weights[_index(rig.morph_names, name, "morph")] = value
    rotations = np.zeros((len(rig.joint_names), 4))
    rotations[:, 3] = 1.0
    for name, degrees in turns.items():
        rotations[_index(rig.joint_names, name, "joint")] = _quaternion(degrees)
    return Evaluator(rig).frame(rotations, np.zeros(3), weights)


def _index(names: tuple[str, ...], name: str, what: str) -> int:
    if name not in names:
        raise fail("render.preview", f"the character has no such {what}", name, f"It has {', '.join(names)}")
    return names.index(name)


def _quaternion(degrees: tuple[float, ...]) -> F64:
    from scipy.spatial.transform import Rotation  # noqa: PLC0415 - heavy, only this command needs it

    turn: F64 = Rotation.from_euler("XYZ", degrees, degrees=True).as_quat()
    return turn


def _pairs(items: list[str]) -> dict[str, str]:
    return dict(item.partition("=")[::2] for item in items)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.render.preview", description=__doc__)
    parser.add_argument("character")
    parser.add_argument("--morph", nargs="*", default=[], metavar="NAME=WEIGHT", action="extend")
    parser.add_argument(
        "--turn", nargs="*", default=[], metavar="JOINT=X,Y,Z", action="extend", help="degrees"
    )
    parser.add_argument("--camera", choices=PRESETS, default="face")
    parser.add_argument("--yaw", type=float, help="degrees, instead of the camera's own")
    parser.add_argument("--light", choices=sorted(LIGHTS), default="studio")
    parser.add_argument("--size", type=int, nargs=2, default=(800, 900), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--out", type=Path, required=True)
    return parser


def picture(arguments: argparse.Namespace) -> Picture:
    """What the parsed arguments ask for."""
    import attrs  # noqa: PLC0415 - only for the one change below

    rig = _load(arguments.character)
    turns = {k: tuple(float(x) for x in v.split(",")) for k, v in _pairs(arguments.turn).items()}
    geometry = posed(rig, {k: float(v) for k, v in _pairs(arguments.morph).items()}, turns)
    camera = preset(arguments.camera, rig)
    if arguments.yaw is not None:
        camera = attrs.evolve(camera, yaw=arguments.yaw)
    with Renderer(*arguments.size) as renderer:
        return renderer.image(rig, geometry, camera, arguments.light)


def _load(name: str) -> Rig:
    from studio.rig.characters import load  # noqa: PLC0415 - another room's loader, needed here alone

    return load(name)


def main() -> int:
    """Exit status 2 when it cannot be done, saying why."""
    from PIL import Image  # noqa: PLC0415 - only this command writes files

    arguments = _parser().parse_args()
    try:
        Image.fromarray(picture(arguments)).save(arguments.out)
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
