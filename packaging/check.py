"""Set Moodline up and prove it: lint, types, architecture, then every test.

python3 packaging/check.py [PYTEST-ARGUMENTS]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prepare import ROOT, prepare


def steps(python: Path) -> list[list[str]]:
    tool = python.parent
    return [
        [str(tool / "ruff"), "check", "."],
        [str(tool / "ruff"), "format", "--check", "."],
        [str(tool / "lint-imports"), "--no-cache"],
        [str(tool / "mypy")],
        [str(python), "-m", "pytest", *sys.argv[1:]],
    ]


def main() -> int:
    python = prepare(tests=True)
    failed = []
    for step in steps(python):
        name = " ".join([Path(step[0]).name, *step[1:]])
        print(f"\n== {name}", flush=True)
        if subprocess.run(step, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    for name in failed:
        print(f"FAILED: {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
