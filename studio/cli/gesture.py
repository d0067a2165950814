"""`moodline gesture`: the library of gestures, listed and drawn."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from studio.cli import capture
from studio.cli.console import progress_bar, say, say_warnings
from studio.cli.options import whole_number
from studio.core import resources
from studio.core.problems import ProblemLog, fail
from studio.emotion.spec import tracks_of_specs
from studio.performance.gestures.library import Library
from studio.performance.gestures.schema import KINDS, Gesture
from studio.session.exporting.exports import prepare_folder
from studio.session.gesturing.sheets import GesturePictures, write_gesture_sheet

NAME = "gesture"
SUMMARY = "List the gestures a character can make, draw them, and capture your own from motion."

_AT_ONCE = 40  # strips on one page


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    listing = actions.add_parser("list", help="names, kinds, and what they are for")
    listing.add_argument("--kind", choices=KINDS, help="gestures of one kind only")
    listing.add_argument("--word", metavar="WORD", help="gestures that go with a word")
    listing.add_argument(
        "--language", default="en", metavar="CODE", help="language of the word (default: en)"
    )
    _add_folders(listing)
    preview = actions.add_parser("preview", help="draw gestures from preparation to retraction")
    preview.add_argument("names", nargs="*", metavar="NAME", help="gestures, as `list` names them")
    preview.add_argument("--kind", choices=KINDS, help="all gestures of one kind")
    preview.add_argument("--out", required=True, metavar="FILE.png", help="picture to write")
    preview.add_argument("--character", default="nora", metavar="NAME", help="who shows it (default: nora)")
    preview.add_argument(
        "--emotion",
        action="append",
        default=[],
        metavar="NAME:INTENSITY",
        help="in what mood; may be repeated",
    )
    preview.add_argument("--size", default="200", metavar="PIXELS", help="width of a picture (default: 200)")
    _add_folders(preview)
    capturing = actions.add_parser("capture", help=capture.SUMMARY)
    capture.add_options(capturing)
    _add_folders(capturing)


def run(args: argparse.Namespace) -> int:
    log = ProblemLog()
    library = _library([Path(folder) for folder in args.folder], log)
    if args.action == "capture":
        status = capture.run(args, library, log)
    else:
        status = _list(args, library) if args.action == "list" else _preview(args, library)
    say_warnings(log)
    return status


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of your own gestures beside the program's; may be repeated",
    )


def _library(folders: Sequence[Path], log: ProblemLog) -> Library:
    """The program's gestures and those of the folders; what is wrong with a file becomes a warning."""
    library = Library.load((resources.assets() / "gestures", *folders))
    for problem in library.problems:
        log.add(problem)
    return library


def _list(args: argparse.Namespace, library: Library) -> int:
    found = library.meaning(args.language, args.word) if args.word else tuple(library)
    found = tuple(g for g in found if args.kind in (None, g.kind))
    wide = max((len(g.name) for g in found), default=0)
    for gesture in sorted(found, key=lambda g: (KINDS.index(g.kind), g.name)):
        say(f"{gesture.name:<{wide}}  {gesture.kind:<10}  {gesture.hands:<9}  {gesture.summary}")
    say(f"{len(found)} gesture{'' if len(found) == 1 else 's'}")
    return 0


def _preview(args: argparse.Namespace, library: Library) -> int:
    path = Path(args.out)
    if path.suffix.lower() != ".png":
        raise fail("cli.out", "only .png can be written", str(path), "Change the file's ending")
    gestures = [*(_known(library, name) for name in args.names)]
    gestures += [g for g in library.by_kind(args.kind) if g not in gestures] if args.kind else []
    if len(gestures) > _AT_ONCE:
        raise fail(
            "gesture.many",
            f"{len(gestures)} strips do not fit one page",
            str(path),
            f"Name {_AT_ONCE} at most",
        )
    width = whole_number(args.size, "--size", 64, 640)
    moods = tracks_of_specs(args.emotion)
    with (
        prepare_folder(path.parent),
        progress_bar("drawing gestures") as progress,
        GesturePictures(library, args.character, (width, width * 21 // 20), moods) as pictures,
    ):
        write_gesture_sheet(pictures, gestures, path, progress)
    say(str(path))
    return 0


def _known(library: Library, name: str) -> Gesture:
    gesture = library.get(name)
    if gesture is None:
        raise fail("gesture.unknown", "there is no such gesture", name, "See `moodline gesture list`")
    return gesture
