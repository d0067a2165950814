"""`moodline gesture capture`: a gesture file out of a piece of motion. `gesture` hangs it in its actions."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from studio.cli.console import say
from studio.core.problems import ProblemLog, fail
from studio.performance.gestures.library import Library
from studio.performance.gestures.schema import KINDS
from studio.session.exporting.exports import prepare_folder
from studio.session.gesturing.capture import CaptureNotes, capture_file

SUMMARY = "make a gesture of your own out of a BVH or SMPL-X npz motion"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `capture`; `--folder` for libraries comes from the command around it."""
    parser.add_argument("motion", metavar="MOTION", help="motion file: .bvh or SMPL-X .npz")
    parser.add_argument(
        "--name", required=True, metavar="NAME", help="name of the gesture: small letters and _"
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", help="your folder of gestures")
    add_piece(parser)
    parser.add_argument(
        "--kind", choices=KINDS, default="metaphoric", help="kind of gesture (default: metaphoric)"
    )
    parser.add_argument("--summary", default="", metavar="TEXT", help="what it is, in a line for people")
    parser.add_argument(
        "--words",
        action="append",
        default=[],
        metavar="LANGUAGE:WORD,WORD",
        help="words it goes with, such as en:open,door; may be repeated",
    )


def add_piece(parser: argparse.ArgumentParser) -> None:
    """--start and --end of a motion."""
    parser.add_argument(
        "--start", metavar="SECONDS", help="where in the motion to begin (default: its start)"
    )
    parser.add_argument("--end", metavar="SECONDS", help="where to end (default: its end)")


def run(args: argparse.Namespace, library: Library, log: ProblemLog) -> int:
    notes = CaptureNotes(args.name, args.kind, args.summary, _words(args.words))
    start, end = piece_of(args)
    with prepare_folder(Path(args.out)) as folder:
        path = capture_file(Path(args.motion), folder, notes, library, log, start, end)
    say(str(path))
    return 0


def piece_of(args: argparse.Namespace) -> tuple[float | None, float | None]:
    """Seconds of --start and --end. Raises ProblemError."""
    return _seconds(args.start, "--start"), _seconds(args.end, "--end")


def _seconds(text: str | None, option: str) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value < 1e6:
        raise fail("cli.seconds", f"'{text}' is no time in seconds", option, "Give seconds such as 1.5")
    return value


def _words(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        language, colon, words = text.partition(":")
        if not colon or not language.strip().isalpha():
            raise fail("cli.words", f"'{text}' names no language", "--words", "Write en:open,door")
        split = tuple(w.strip().lower() for w in words.split(",") if w.strip())
        found[language.strip().lower()] = (*found.get(language.strip().lower(), ()), *split)
    return found
