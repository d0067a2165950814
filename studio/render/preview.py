"""One picture of a character in a face of one's choice, from the command line.

python -m studio.render.preview nora --morph jawOpen=.5 --turn head=0,20,0 --camera face --out face.png
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import attrs
import numpy as np
from PIL import Image

from studio.core.files import atomic_write
from studio.core.problems import ProblemError, fail
from studio.render.framing import PRESETS, preset
from studio.render.lights import LIGHTS
from studio.render.renderer import Renderer
from studio.render.view import Picture
from studio.rig.characters import load
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
    from studio.animation.poses import from_euler  # noqa: PLC0415 - only this command needs it

    turn: F64 = from_euler(np.radians(np.array(degrees)), "XYZ")
    return turn


def parsed_pair(text: str, count: int) -> tuple[str, tuple[float, ...]]:
    """NAME=A,B,C with that many finite numbers. ProblemError otherwise."""
    name, _, values = text.partition("=")
    try:
        numbers = tuple(float(value) for value in values.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count or not np.isfinite(numbers).all():
        wanted = "one number" if count == 1 else f"{count} numbers with commas"
        raise fail("render.preview", f"is not NAME=VALUE with {wanted}", text)
    return name, numbers


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
    rig = load(arguments.character)
    morphs = {name: value[0] for name, value in (parsed_pair(text, 1) for text in arguments.morph)}
    geometry = posed(rig, morphs, dict(parsed_pair(text, 3) for text in arguments.turn))
    camera = preset(arguments.camera, rig)
    if arguments.yaw is not None:
        camera = attrs.evolve(camera, yaw=arguments.yaw)
    with Renderer(*arguments.size) as renderer:
        return renderer.image(rig, geometry, camera, arguments.light)


def main(words: list[str] | None = None) -> int:
    """Exit status 2 when it cannot be done, saying why."""
    arguments = _parser().parse_args(words)
    try:
        drawn = Image.fromarray(picture(arguments))
        with atomic_write(arguments.out) as stream:
            drawn.save(stream, "PNG")
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
