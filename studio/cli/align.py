"""`moodline align`: when each word and each sound of a recording is spoken."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.console import progress_bar, say, say_warnings
from studio.cli.options import add_voice, voice_script
from studio.core.files import atomic_write
from studio.core.problems import ProblemLog, fail
from studio.core.progress import part_of
from studio.media.load import load
from studio.session.exporting.exports import prepare_folder
from studio.speech.align import align
from studio.speech.transcript_files import textgrid, transcript_json

NAME = "align"
SUMMARY = "Find the words and sounds of a recording."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_voice(parser)
    parser.add_argument("--out", required=True, metavar="FILE", help="FILE.json or FILE.TextGrid")


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    path = Path(args.out)
    kind = path.suffix.lower()
    if kind not in (".json", ".textgrid"):
        raise fail(
            "cli.out", "only .json and .TextGrid can be written", str(path), "Change the file's ending"
        )
    script = voice_script(args, log)
    with prepare_folder(path.parent), progress_bar("aligning") as progress:
        audio = load(Path(args.audio), log, part_of(progress, 0.0, 0.1))
        given = script if script.text.strip() else None
        transcript = align(audio, given, log, part_of(progress, 0.1, 1.0), args.language)
        text = transcript_json(transcript) if kind == ".json" else textgrid(transcript, audio.duration)
        with atomic_write(path) as stream:
            stream.write(text.encode("utf-8"))
    say_warnings(log)
    doubtful = sum(word.doubtful for word in transcript.words)
    phones = sum(len(word.phones) for word in transcript.words)
    say(f"{len(transcript.words)} words ({doubtful} doubtful), {phones} sounds: {path}")
    return 0
