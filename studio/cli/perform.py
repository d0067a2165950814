"""`moodline perform`: a recording in, a performed character out."""

from __future__ import annotations

import argparse
import contextlib
import json
from pathlib import Path

from studio.cli.console import progress_bar, say, say_warnings
from studio.cli.options import add_performance, add_voice, brief_of
from studio.core.files import atomic_write
from studio.core.problems import ProblemLog
from studio.core.progress import part_of
from studio.session.brief import perform
from studio.session.exporting.exports import (
    FORMATS,
    ExportOptions,
    chosen_formats,
    export,
    prepare_file,
    prepare_folder,
)
from studio.session.report import report, summary

NAME = "perform"
SUMMARY = "Perform a recording and export it."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_voice(parser)
    add_performance(parser)
    formats = "; ".join(f"{f.name}: {f.purpose}" for f in FORMATS.values())
    parser.add_argument(
        "--format", default="fbx,bvh", metavar="LIST", help=f"what to write, with commas ({formats})"
    )
    parser.add_argument(
        "--influences",
        type=int,
        choices=(4, 8),
        default=4,
        help="joints a vertex may follow in FBX (default: 4)",
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the files")
    parser.add_argument("--report", metavar="FILE.json", help="write timings, contacts and warnings there")


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    brief = brief_of(args, log)
    formats = chosen_formats(args.format)
    folder = Path(args.out)
    told = Path(args.report) if args.report else None
    with contextlib.ExitStack() as stack:
        stack.enter_context(prepare_folder(folder))
        if told is not None:
            prepare_file(told, stack)
        progress = stack.enter_context(progress_bar("performing"))
        performed = perform(brief, log, progress)
        options = ExportOptions(log, args.influences)
        share = part_of(progress, 0.85, 1.0)
        files = export(performed.clip, formats, folder, performed.watch, options, share)
        facts = report(performed, files, log)
        if told is not None:
            with atomic_write(told) as stream:
                stream.write(json.dumps(facts, indent=1, ensure_ascii=False).encode())
    say_warnings(log)
    say(summary(facts))
    return 0
