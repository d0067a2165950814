"""`moodline import`: recorded motion of any human skeleton, performed by a character and written again."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.capture import add_piece, piece_of
from studio.cli.console import progress_bar, say, say_warnings
from studio.cli.options import frame_rate
from studio.core.problems import ProblemLog
from studio.session.exporting.exports import FORMATS, ExportOptions, chosen_formats, export, prepare_folder
from studio.session.gesturing.motion_import import import_motion
from studio.session.gesturing.motion_performance import described, motion_clip
from studio.session.stopwatch import Stopwatch

NAME = "import"
SUMMARY = "Put recorded motion (BVH, SMPL-X npz) on a character and write it in other formats."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "motion", metavar="MOTION", help="motion file: .bvh of any human skeleton, SMPL-X .npz"
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="folder to write into")
    parser.add_argument(
        "--format", default="fbx,bvh", metavar="LIST", help=f"of {', '.join(FORMATS)} (default: fbx,bvh)"
    )
    parser.add_argument("--character", default="nora", metavar="NAME", help="who moves (default: nora)")
    parser.add_argument("--fps", metavar="RATE", help="frames a second (default: the motion's own)")
    add_piece(parser)
    parser.add_argument(
        "--where-it-is",
        action="store_true",
        help="keep place and direction of the file: no turn to the front",
    )


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    formats = chosen_formats(args.format)
    rate = frame_rate(args.fps) if args.fps is not None else None
    start, end = piece_of(args)
    path = Path(args.motion)
    with prepare_folder(Path(args.out)) as folder, progress_bar("reading the motion") as progress:
        imported = import_motion(path, log, start, end, front=not args.where_it_is)
        say(described(imported, path))
        clip = motion_clip(imported, args.character, rate)
        for written in export(clip, formats, folder, Stopwatch(), ExportOptions(log), progress):
            say(str(written))
    say_warnings(log)
    return 0
