"""Set Moodline up and start it on its demo project.

    python3 packaging/run.py [OUTPUT-FOLDER]

Until the window is there, the demo is performed and exported without one, and the files are named at the end.
"""

from __future__ import annotations

import subprocess
import sys

from prepare import ROOT, prepare


def main() -> int:
    python = prepare(tests=False)
    out = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "out" / "demo")
    return subprocess.run(
        [str(python), "-m", "studio", "demo", "--out", out], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
