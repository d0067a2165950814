"""Imports after Qt's are not slowed down by it."""

from __future__ import annotations

import subprocess
import sys

from studio.gui.kit.quick_imports import spare_imports


def test_no_source_is_kept_of_what_is_imported():
    assert spare_imports(), "Qt does it in another way now"
    code = (
        "import studio.gui.main.application, linecache, sys; "
        "print(sum(name.endswith('.py') for name in linecache.cache), len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kept, modules = map(int, done.stdout.split())
    assert modules > 300
    assert kept < 40
