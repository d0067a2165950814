"""Set Moodline up and start it on its demo project.

    python3 packaging/run.py [OUTPUT-FOLDER]

Without a display, or with a folder for the files, the demo is performed and exported instead, and the files
are named at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys

from prepare import ROOT, prepare


def has_display() -> bool:
    """Can a window be shown here?"""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    python = prepare(tests=False)
    start = [str(python), "-m", "studio"]
    if len(sys.argv) == 1 and has_display():
        return subprocess.run([*start, str(ROOT / "assets" / "demo")], cwd=ROOT, check=False).returncode
    out = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "out" / "demo")
    return subprocess.run([*start, "demo", "--out", out], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
