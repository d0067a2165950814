"""Run as a program of its own: a small window from which files are dragged, as a file manager's.

python story_source.py FILE...
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, files: list[str]) -> None:
        super().__init__("drag me")
        self._files = files
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.X11BypassWindowManagerHint)
        self.setGeometry(1350, 40, 80, 40)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(name) for name in self._files])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
        # The other window fetches what was dropped a moment later.
        QTimer.singleShot(2000, QApplication.quit)


app = QApplication([])
source = Source(sys.argv[1:])
source.show()
print("ready", flush=True)  # noqa: T201 - the test waits for it
app.exec()
