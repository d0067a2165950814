"""Command to first usable window, beside a bare PySide6 window in the same run.

    .venv/bin/python tests/benchmarks/bench_startup.py [RUNS]

Usable: painted, and it answered a click on its menu bar with an open menu. Needs a display (or starts Xvfb).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from display import display

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
menu = window.menuBar().addMenu("File")
menu.addAction("Quit")
window.resize(1280, 800)
window.show()
"""

OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.gui.main.application import make_application
from studio.gui.kit.post import QtPost
from studio.gui.main.home import Home
app = make_application()
home = Home(QtPost())
paths = [Path(name) for name in {paths!r}]
home.show(expecting=bool(paths))
QTimer.singleShot(0, lambda: home.begin(paths))
window = home.window
home.window.may_close = lambda: True
"""

ASK = """
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest

class Watch(QObject):
    def eventFilter(self, watched, event):
        if watched is window and event.type() == QEvent.Type.Paint and not self.property("seen"):
            self.setProperty("seen", True)
            print("painted", time.time(), flush=True)
            QTimer.singleShot(0, click)
        return False

def click():
    bar = window.menuBar()
    place = bar.actionGeometry(bar.actions()[0]).center()
    QTimer.singleShot(0, look)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

def look():
    popup = QApplication.activePopupWidget()
    if popup is None or not popup.isVisible():
        QTimer.singleShot(1, look)
        return
    print("usable", time.time(), flush=True)
    print("torch", "torch" in sys.modules, flush=True)
    popup.close()
    app.exit(0)

watch = Watch()
window.installEventFilter(watch)
app.exec()
import os
os._exit(0)
"""


def one(code: str) -> tuple[float, float, bool]:
    """Seconds from the command to the first paint and to the open menu; was torch loaded?"""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code + ASK], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    said = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    if "usable" not in said:
        sys.exit(f"the window did not come:\n{done.stdout}\n{done.stderr}")
    return float(said["painted"]) - start, float(said["usable"]) - start, said["torch"] == "True"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    cases = {
        "bare PySide6 window": BARE,
        "Moodline, welcome page": OURS.format(paths=()),
        "Moodline, demo project": OURS.format(paths=(str(ROOT / "assets" / "demo"),)),
    }
    with display("1600x1000"), tempfile.TemporaryDirectory() as own:
        os.environ["MOODLINE_CONFIG"] = os.environ["MOODLINE_STATE"] = own
        for code in cases.values():
            one(code)  # warm: files are in memory, caches are made
        rows = {name: [one(code) for _ in range(runs)] for name, code in cases.items()}
    peer = statistics.median(row[1] for row in rows["bare PySide6 window"])
    print(f"{'medians of ' + str(runs):28}{'painted':>10}{'usable':>10}{'x bare':>8}  torch")
    for name, found in rows.items():
        painted, usable = (statistics.median(row[k] for row in found) for k in (0, 1))
        print(f"{name:28}{painted:9.3f}s{usable:9.3f}s{usable / peer:8.1f}  {any(row[2] for row in found)}")


if __name__ == "__main__":
    main()
