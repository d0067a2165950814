"""Moodline's door: the command line now, the window when it is there."""

from __future__ import annotations

import sys


def main() -> int:
    from studio.cli.main import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
