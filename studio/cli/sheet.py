"""`moodline sheet`: rendered frames of a performance over time on one page."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.console import progress_bar, say, say_warnings
from studio.cli.options import add_performance, add_voice, brief_of, whole_number
from studio.core.problems import ProblemLog, fail
from studio.core.progress import part_of
from studio.session.brief import perform
from studio.session.exporting.exports import prepare_folder
from studio.session.sheets import CAMERAS, SheetLayout, write_sheet

NAME = "sheet"
SUMMARY = "Draw a contact sheet of a performance: frames over time with the words underneath."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_voice(parser)
    add_performance(parser)
    parser.add_argument("--out", required=True, metavar="FILE.png", help="picture to write")
    parser.add_argument("--frames", default="24", metavar="N", help="pictures on the sheet (default: 24)")
    parser.add_argument("--columns", default="6", metavar="N", help="pictures in a row (default: 6)")
    parser.add_argument("--camera", default="face", choices=CAMERAS, help="framing (default: face)")
    parser.add_argument("--size", default="320", metavar="PIXELS", help="width of a picture (default: 320)")


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    path = Path(args.out)
    if path.suffix.lower() != ".png":
        raise fail("cli.out", "only .png can be written", str(path), "Change the file's ending")
    brief = brief_of(args, log)
    layout = SheetLayout(
        frames=whole_number(args.frames, "--frames", 1, 400),
        columns=whole_number(args.columns, "--columns", 1, 24),
        width=whole_number(args.size, "--size", 64, 1024),
        camera=args.camera,
    )
    with prepare_folder(path.parent), progress_bar("performing") as progress:
        performed = perform(brief, log, progress)
        write_sheet([performed], layout, path, part_of(progress, 0.85, 1.0))
    say_warnings(log)
    say(str(path))
    return 0
