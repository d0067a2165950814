"""Options that several commands share, and their reading into plain values."""

from __future__ import annotations

import argparse
from pathlib import Path

import attrs

from studio.core.problems import ProblemLog, fail
from studio.core.time import Rate, parse_rate
from studio.document.schema import Script
from studio.emotion.direction import Direction
from studio.emotion.direction_file import read_direction
from studio.emotion.spec import tracks_of_specs
from studio.session.brief import Brief
from studio.session.scripting.scripts import MAX_SCRIPT_BYTES, read_script

MAX_SEED = 2**31 - 1


def add_voice(parser: argparse.ArgumentParser) -> None:
    """The recording and what is said in it."""
    parser.add_argument(
        "audio", metavar="AUDIO", help="recording: WAV, FLAC, OGG, MP3, AIFF, M4A, MP4, WebM ..."
    )
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--script", metavar="FILE", help="text file of what is said")
    words.add_argument("--text", metavar="STR", help="what is said, on the command line")
    parser.add_argument(
        "--language", default="en", metavar="CODE", help="language of the script (en, de, fr ...)"
    )


def add_performance(parser: argparse.ArgumentParser) -> None:
    """Emotion, character, frames."""
    parser.add_argument(
        "--emotion",
        action="append",
        default=[],
        metavar="NAME:INTENSITY[:START:END]",
        help="an emotion 0..1, over the whole recording or from START to END seconds; may be repeated",
    )
    parser.add_argument(
        "--direction", metavar="FILE.json", help="emotion curves, gains and events from a file"
    )
    parser.add_argument("--character", default="nora", metavar="NAME", help="who performs (default: nora)")
    parser.add_argument(
        "--fps", default="30", metavar="RATE", help="frames a second: 24, 30, 29.97 ... (default: 30)"
    )
    parser.add_argument(
        "--seed", default="0", metavar="N", help="another seed gives another performance (default: 0)"
    )


def voice_script(args: argparse.Namespace, log: ProblemLog) -> Script:
    """The script of --script or --text; an empty one when neither was given. Raises ProblemError."""
    if args.script is not None:
        script = read_script(Path(args.script), args.language, log)
        if not script.text.strip():
            log.warn("script.empty", "the script holds no words", args.script, "The sounds are heard instead")
        return script
    text = args.text or ""
    if len(text.encode("utf-8", "replace")) > MAX_SCRIPT_BYTES:
        raise fail(
            "script.too_long",
            "the text is larger than 1 MB",
            "--text",
            "Give the text of this recording only",
        )
    return Script(text, args.language)


def brief_of(args: argparse.Namespace, log: ProblemLog) -> Brief:
    """The brief of a perform or sheet command. Raises ProblemError for impossible values."""
    given = read_direction(Path(args.direction), log) if args.direction else Direction()
    said = tracks_of_specs(args.emotion)
    return Brief(
        audio=Path(args.audio),
        script=voice_script(args, log),
        direction=attrs.evolve(given, emotions=(*given.emotions, *said)),
        character=args.character.lower(),
        rate=frame_rate(args.fps),
        seed=whole_number(args.seed, "--seed", 0, MAX_SEED),
    )


def frame_rate(text: str) -> Rate:
    """A rate from 1 to 240 fps; outside it the engines refuse the file."""
    try:
        rate = parse_rate(text)
    except ValueError as error:
        said = str(error).replace("1 and 1000", "1 and 240")
        raise fail("cli.fps", said, "--fps", "Try 24, 25, 30, 60 or 29.97") from error
    if rate.fps > 240:
        raise fail("cli.fps", f"{text} frames a second are too many", "--fps", "Stay between 1 and 240")
    return rate


def whole_number(text: str, option: str, low: int, high: int) -> int:
    """An integer option within its range. Raises ProblemError."""
    try:
        value = int(text)
    except ValueError:
        raise fail("cli.number", f"'{text}' is not a whole number", option, f"Give {low} to {high}") from None
    if not low <= value <= high:
        raise fail("cli.number", f"{text} is out of range", option, f"Give {low} to {high}")
    return value
