"""Who may draw: vispy keeps one current canvas for the whole process, so that threads take turns."""

from __future__ import annotations

import threading

TURN = threading.RLock()
"""Held by whoever makes a context current and draws in it, for one picture at a time."""
