"""Rules about the code itself that no single room can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "scipy.signal", "pocketsphinx", "numba", "vispy", "soundfile", "rich.progress")
QT = ("PySide6", "shiboken6", "pyqtgraph", "qtpy")


def python_files() -> list[Path]:
    return sorted([*ROOT.glob("studio/**/*.py"), *ROOT.glob("plugins/**/*.py")])


def loaded_by(statement: str) -> set[str]:
    """Modules in memory after a statement, in a fresh interpreter in which Qt cannot be imported."""
    block = f"import sys\nfor n in {QT!r}: sys.modules[n] = None\n"
    code = f"{block}{statement}\nprint('\\n'.join(n for n, m in sys.modules.items() if m is not None))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_every_room_imports_without_qt():
    rooms = [p.parent.name for p in ROOT.glob("studio/*/__init__.py") if p.parent.name != "gui"]
    assert len(rooms) >= 13
    walk = "import pkgutil, importlib, studio\n"
    walk += "for m in pkgutil.walk_packages(studio.__path__, 'studio.'):\n"
    walk += "    if not m.name.startswith('studio.gui') and not m.name.endswith('__main__'):\n"
    walk += "        importlib.import_module(m.name)"
    loaded = loaded_by(walk)
    assert {f"studio.{room}" for room in rooms} <= loaded
    assert len([name for name in loaded if name.startswith("studio.")]) > 200


def test_the_command_line_starts_light():
    loaded = loaded_by("import studio.cli.main")
    assert not {name for name in HEAVY if name in loaded}


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= 250, "a file past 250 lines holds two things in one"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= 30, f"{node.name} is {lines} lines long"


def test_no_module_is_called_after_nothing():
    assert not [p for p in python_files() if p.stem in {"utils", "helpers", "common", "misc"}]


def test_top_level_holds_only_what_the_design_names():
    names = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    known = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"}
    known |= {"studio", "assets", "plugins", "tests", "packaging"}
    ignored = {"out", "build", "dist", "moodline.egg-info"}
    assert names - ignored == known


def test_pins_meet_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = "\n".join(
        (ROOT / "packaging").joinpath(f).read_text("utf-8")
        for f in ("requirements.txt", "requirements-tests.txt")
    )
    pinned = {line.split("==")[0].lower() for line in pins.splitlines() if "==" in line}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {w.split(">=")[0].lower() for w in wanted} <= pinned


def test_assets_have_a_licence_line():
    patterns = re.findall(r"`([^`]+)`", (ROOT / "assets" / "LICENSES.md").read_text("utf-8"))
    files = [p.relative_to(ROOT / "assets") for p in (ROOT / "assets").rglob("*") if p.is_file()]
    bare = [
        f for f in files if not any(fnmatch(f.as_posix(), p) for p in patterns) and f.name != "LICENSES.md"
    ]
    assert not bare, f"no line in assets/LICENSES.md names {bare}"
