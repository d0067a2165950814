"""`moodline export`: a saved project in, files for an engine out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import attrs

from studio.cli.console import progress_bar, say, say_warnings
from studio.core.problems import ProblemLog
from studio.core.time import Rate
from studio.session.exporting.exports import FORMATS, chosen_formats
from studio.session.exporting.presets import PRESETS, ExportPreset, Range, preset_named, rate_of
from studio.session.exporting.unattended import Wanted, export_project
from studio.session.settings import Settings

NAME = "export"
SUMMARY = "Write the performances of a saved project."


def add_options(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(preset.name for preset in PRESETS)
    parser.add_argument(
        "project", metavar="PROJECT", help="a .moodline file, or the folder a project is kept in"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the files")
    parser.add_argument(
        "--preset",
        default=PRESETS[0].name,
        metavar="NAME",
        help=f"{names}, or one kept in the window (default: {PRESETS[0].name})",
    )
    parser.add_argument(
        "--format", metavar="LIST", help=f"other formats than the preset's, of {', '.join(FORMATS)}"
    )
    parser.add_argument("--fps", metavar="RATE", help="another frame rate than the preset's")
    parser.add_argument("--scene", action="append", default=[], metavar="NAME", help="only this scene")
    parser.add_argument(
        "--character", action="append", default=[], metavar="NAME", help="only this character"
    )
    parser.add_argument("--lines", action="store_true", help="each line as a file of its own")
    parser.add_argument("--audio", action="store_true", help="copies of the recordings go along")
    parser.add_argument(
        "--pattern",
        metavar="NAME",
        help="name of the files, of {project} {scene} {character} {line} {rate} and text",
    )


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    wanted = Wanted(_preset(args), Path(args.out), tuple(args.scene), tuple(args.character))
    with progress_bar("performing") as progress:
        files = export_project(Path(args.project), wanted, log, progress)
    say_warnings(log)
    for file in files:
        say(str(file))
    return 0


def _preset(args: argparse.Namespace) -> ExportPreset:
    preset = preset_named(Settings(), args.preset)
    changes: dict[str, Any] = {}
    if args.format is not None:
        changes["formats"] = tuple(form.name for form in chosen_formats(args.format))
    if args.fps is not None:
        rate_of(args.fps, Rate(30))  # refused before any work
        changes["rate"] = args.fps
    if args.lines:
        changes["range"] = Range.LINES
    elif preset.range == Range.IN_OUT:
        changes["range"] = Range.ALL  # in and out are the window's
    if args.audio:
        changes["audio"] = True
    if args.pattern is not None:
        changes["pattern"] = args.pattern
    return attrs.evolve(preset, **changes)
