"""The contract must install where research code lives: old Python, numpy, and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import studio_plugin

HOME = Path(studio_plugin.__file__).parent


def test_it_imports_nothing_but_numpy_and_itself():
    allowed = {"__future__", "dataclasses", "fractions", "typing", "numpy", "studio_plugin"}
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {n.split(".")[0] for n in names} <= allowed, path


def test_it_parses_as_the_oldest_python_it_promises():
    for path in HOME.glob("*.py"):
        ast.parse(path.read_text(), feature_version=(3, 8))


def test_it_imports_without_numpy_or_the_studio():
    code = (
        "import sys; sys.modules['numpy'] = None; sys.modules['studio'] = None;"
        f"sys.path.insert(0, {str(HOME.parent)!r}); import studio_plugin as s; "
        "from fractions import Fraction; s.Request({}, 1.0, Fraction(30), 31); print(s.API_VERSION)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
