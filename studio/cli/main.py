"""The command line: every action of the program, scriptable."""

from __future__ import annotations

import argparse
import contextlib
import logging
import signal
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from studio import __version__
from studio.cli import align, demo, export, gesture, motion, perform, sheet
from studio.cli.console import say_error
from studio.core.problems import ProblemError

COMMANDS = (perform, export, align, sheet, gesture, motion, demo)
BAD_INPUT, FAULT, INTERRUPTED = 2, 1, 130


class _Parser(argparse.ArgumentParser):
    """Says a wrong command in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        say_error(f"{message}. See {self.prog} --help.")
        raise SystemExit(BAD_INPUT)


def build_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="moodline", description="Performs a recording with a face, a body and emotion.")
    parser.add_argument("--version", action="version", version=f"moodline {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for module in COMMANDS:
        sub = commands.add_parser(module.NAME, help=module.SUMMARY, description=module.SUMMARY)
        module.add_options(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status: 0 done, 2 bad input (one line says what), 1 a fault of ours."""
    args = build_parser().parse_args(arguments)
    with contextlib.suppress(ValueError):  # a signal can only be caught in the main thread
        signal.signal(signal.SIGTERM, _stop)
    try:
        return int(args.run(args))
    except ProblemError as error:
        say_error(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        say_error("stopped; nothing half-written was left behind.")
        return INTERRUPTED
    except BrokenPipeError:
        return FAULT
    except Exception as error:  # noqa: BLE001 - the last door: a fault becomes a line and a log, not a stack trace
        log = _keep_traceback()
        say_error(f"this is a fault of the program ({type(error).__name__}: {error}). Details: {log}")
        return FAULT


def _stop(number: int, frame: object) -> NoReturn:
    """Asked to end: leave by the same door as Ctrl+C, which cleans up."""
    raise KeyboardInterrupt


def _keep_traceback() -> Path:
    from platformdirs import user_log_path  # noqa: PLC0415 - only when something went wrong

    folder = user_log_path("moodline", ensure_exists=True)
    path = Path(folder) / "fault.log"
    try:
        path.write_text(traceback.format_exc(), "utf-8")
    except OSError:
        logging.getLogger(__name__).exception("the fault could not be written to %s", path)
    return path
