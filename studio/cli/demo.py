"""`moodline demo`: the demo scene, performed and exported, to see that everything works."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from studio.cli.console import progress_bar, say, say_warnings
from studio.core.files import atomic_write
from studio.core.problems import ProblemLog
from studio.core.progress import part_of
from studio.session.demo import perform_demo
from studio.session.exporting.exports import FORMATS, ExportOptions, chosen_formats, export, prepare_folder
from studio.session.report import report, summary
from studio.session.sheets import SheetLayout, write_sheet

NAME = "demo"
SUMMARY = "Perform the demo scene and export it."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", default="moodline-demo", metavar="DIR", help="folder for the files")
    parser.add_argument("--format", default="fbx,bvh,csv,npz", metavar="LIST", help=", ".join(FORMATS))


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    formats = chosen_formats(args.format)
    folder = Path(args.out)
    with prepare_folder(folder), progress_bar("performing the demo") as progress:
        cast = perform_demo(log, part_of(progress, 0.0, 0.6))
        for i, performed in enumerate(cast):
            share = part_of(progress, 0.6 + 0.4 * i / len(cast), 0.6 + 0.4 * (i + 1) / len(cast))
            files = export(performed.clip, formats, folder, performed.watch, ExportOptions(log), share)
            facts = report(performed, files, log)
            with atomic_write(folder / f"{performed.clip.name}.report.json") as stream:
                stream.write(json.dumps(facts, indent=1, ensure_ascii=False).encode())
            say(summary(facts))
        write_sheet(cast, SheetLayout(camera="half"), folder / "demo.png")
    say_warnings(log)
    say(f"The demo lies in {folder}; demo.png shows it over time.")
    return 0
