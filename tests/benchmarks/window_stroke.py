"""A stroke of the mouse along a lane of the real window, timed from the hand to the picture."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import attrs
import numpy as np
from PySide6.QtCore import QPoint
from window_desk import Desk

from studio.session.tools import Tool

HERE = Path(__file__).resolve().parent
EVERY = 1 / 60  # seconds between movements of the hand


def wave(desk: Desk, moves: int, lane: str = "emotion") -> list[list[int]]:
    """Places on the screen along a lane of joy, each another one."""
    canvas = desk.watch.canvas
    row = next(r for r in canvas.stack.rows if r.lane.id.startswith(lane) and "joy" in r.lane.id)
    canvas.reveal_row(row.lane.id)
    row = next(r for r in canvas.visible_rows() if r.lane is row.lane)
    left, width = 0.15 * canvas.width(), 0.7 * canvas.width()
    found = []
    for k in range(moves + 1):
        x = left + width * k / moves
        y = row.top + row.height * (0.5 + 0.35 * np.sin(0.35 * k))
        place = canvas.mapToGlobal(QPoint(round(x), round(y)))
        found.append([place.x(), place.y()])
    return found


def stroke(desk: Desk, moves: int) -> tuple[np.ndarray, float]:
    """[moves] ms from a movement to the picture that holds it; and ms of work for each picture."""
    studio, watch = desk.studio, desk.watch
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, emotion="joy"))
    places = wave(desk, moves)
    watch.places = {(x, y): k for k, (x, y) in enumerate(places)}
    watch.reached, watch.covers = -1, []
    hand = subprocess.Popen([sys.executable, HERE / "xtest_hand.py"], stdin=-1, stdout=-1, text=True)
    hand.stdin.write(json.dumps({"every": EVERY, "moves": places}) + "\n")
    hand.stdin.flush()
    hand.stdin.close()
    desk.until(lambda: watch.reached >= 1)
    work, count = time.thread_time(), len(watch.covers)
    desk.until(lambda: hand.poll() is not None or (bool(watch.covers) and watch.covers[-1][1] >= moves), 60.0)
    work = 1000 * (time.thread_time() - work) / max(len(watch.covers) - count, 1)
    desk.until(lambda: hand.poll() is not None, 10.0)
    sent = json.loads(hand.stdout.read())
    taken, when = [], iter(watch.covers)
    at, last = 0.0, -1
    for k in range(1, moves + 1):
        while last < k:
            at, last = next(when)
        taken.append(1000 * (at - sent[k]))
    studio.store.undo()
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.SELECT))
    desk.run(1.0)
    return np.array(taken), work
