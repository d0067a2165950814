"""Run as a program of its own: Moodline's window, which also answers where its things are.

Each line of the input is an expression; each line of the output is its value as JSON. Nothing is done to the
window by this way: hands are xdotool's.
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from studio.gui.kit.post import QtPost
from studio.gui.main.application import make_application
from studio.gui.main.home import Home


def middle(widget: QWidget, rect: QRect | None = None) -> list[int]:
    """The middle of a widget, or of a part of it, on the screen."""
    place = widget.mapToGlobal((rect or widget.rect()).center())
    return [place.x(), place.y()]


class Where:
    """Where things are, on the screen."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def lane(self, start: str, tick: float | None = None, share: float = 0.5) -> list[int]:
        """A place on the first lane whose id begins so, brought into sight: a tick across, a share of its
        height from its top."""
        canvas = self.home.window.panel("timeline").canvas
        row = next(row for row in canvas.stack.rows if row.lane.id.startswith(start))
        canvas.reveal_row(row.lane.id)
        row = next(
            row
            for row in canvas.visible_rows()
            if row.lane.id == row.lane.id and row.lane.id.startswith(start)
        )
        x = row.lane.view.x_of(tick) if tick is not None else canvas.width() / 2
        place = canvas.mapToGlobal(QPoint(round(x), round(row.top + share * row.height)))
        return [place.x(), place.y()]

    def key(self, start: str, number: int) -> list[int]:
        """A key of a lane, where it is drawn."""
        canvas = self.home.window.panel("timeline").canvas
        row = next(row for row in canvas.visible_rows() if row.lane.id.startswith(start))
        lane = row.lane
        key = lane.curve.keys[number]
        y = lane.axis.y_of(lane.shown_values([key])[0])
        place = canvas.mapToGlobal(QPoint(round(lane.view.x_of(key.time)), round(row.top + y)))
        return [place.x(), place.y()]

    def menu_line(self, text: str) -> list[int]:
        menu = QApplication.activePopupWidget()
        action = next(a for a in menu.actions() if text in a.text())
        return middle(menu, menu.actionGeometry(action))

    def button(self, text: str) -> list[int]:
        """A button with words of the dialog in front."""
        front = self.dialog()
        return middle(next(b for b in front.findChildren(QPushButton) if b.text() == text))

    def field(self, text: str) -> list[int]:
        """The field of the dialog in front that holds such words."""
        front = self.dialog()
        return middle(next(f for f in front.findChildren(QLineEdit) if text in f.text()))

    def dialog(self) -> QWidget:
        """The dialog in front, or the window when there is none."""
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        return shown[-1] if shown else self.home.window

    def front(self) -> str:
        return self.dialog().objectName()


def main() -> None:
    app = make_application()
    home = Home(QtPost())
    names = {
        "home": home,
        "studio": home.studio,
        "window": home.window,
        "where": Where(home),
        "middle": middle,
        "QApplication": QApplication,
    }
    home.show()
    QTimer.singleShot(0, lambda: home.begin([]))

    def answer(line: str) -> None:
        try:
            value = eval(line, names)
        except Exception as error:  # noqa: BLE001 - told to whoever asked
            value = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(value), flush=True)  # noqa: T201 - the answer

    def listen() -> None:
        for line in sys.stdin:
            home.post.post(lambda line=line: answer(line))

    threading.Thread(target=listen, daemon=True).start()
    app.exec()
    home.release()


if __name__ == "__main__":
    main()
