"""When a picture is drawn and how well: quick while things move, fine when they rest."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_TICK = 15.0  # ms: at most one picture a tick of the display
_PUT_OFF = 4  # ms
_REST = 200  # ms without a change until the fine picture
_QUICK = 9.0  # ms: a graphics card that draws the fine picture so fast draws nothing else
_SLOW = 45.0  # ms: then half the pixels must do while things move
_LOOKED_AT = 9  # pictures whose median decides that
_COARSE_FOR = 90  # pictures, then it is tried anew
_SHADOWS_EACH = 8  # pictures; between them the shadows of the last one stay
_AT_WORK = 0.25  # seconds after an edit in which a hand is taken to be at work
_HURRY = 8.0  # ms a picture takes where a hand at work gets coarser ones, whose shadows stay longer
_COARSER, _SHADOWS_AT_WORK = 0.7, 32
_LARGEST = 4_000_000  # pixels a fine picture may have


class Pacing(QObject):
    """`due(fine)` asks for a picture. `ask` as often as something changed."""

    due = Signal(bool)
    _next = Signal()  # heard before the window paints its other parts

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._count = 0
        self._fine_ms = 0.0
        self._latest: list[float] = []  # ms of quick pictures
        self._coarse = 0  # so many pictures more have half the pixels
        self._soon = self._timer(self._on_soon)
        self._rest = self._timer(self._on_rest)
        self._rest.setInterval(_REST)
        self.running = False  # while time runs there is no rest
        self._edited = float("-inf")
        self._asked = False
        self._next.connect(self._on_next, Qt.ConnectionType.QueuedConnection)

    def _timer(self, run: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(run)
        return timer

    def ask(self) -> None:
        """Something is another: a picture at the display's next tick, and a fine one when all is quiet."""
        if self._asked or self._soon.isActive():
            return
        left = round(_TICK - 1000 * (time.perf_counter() - self._last))
        if left > 0:
            self._soon.start(left)
        else:
            self._asked = True
            self._next.emit()

    def _on_next(self) -> None:
        if self._asked:
            self._on_soon()

    def edited(self) -> None:
        """The document is another: a hand may be waiting for what comes of it."""
        self._edited = time.perf_counter()

    def put_off(self) -> None:
        """The picture that is due cannot be drawn now: soon again."""
        self._soon.start(_PUT_OFF)

    @property
    def _hurried(self) -> bool:
        slow = bool(self._latest) and sorted(self._latest)[len(self._latest) // 2] > _HURRY
        return slow and time.perf_counter() - self._edited < _AT_WORK

    def _on_soon(self) -> None:
        self._asked = False
        self._last = time.perf_counter()
        self._rest.start()
        self.due.emit(False)

    def _on_rest(self) -> None:
        if self.running:
            self._rest.start()
        else:
            self.due.emit(True)

    def fineness(self, fine: bool, pixels: int, ratio: float) -> float:
        """Pixels to draw a side for each shown, of a picture of so many physical pixels at a device pixel
        ratio."""
        if fine or (0.0 < self._fine_ms < _QUICK):
            return 2.0 if 4 * pixels <= 4 * _LARGEST / max(ratio, 1.0) else 1.0
        if self._coarse or ratio >= 2.0:
            return 0.5
        return _COARSER if self._hurried else 1.0

    def casts(self, fine: bool) -> bool:
        """Shall this picture throw shadows anew?"""
        self._count += 1
        return fine or self._count % (_SHADOWS_AT_WORK if self._hurried else _SHADOWS_EACH) == 0

    def took(self, milliseconds: float, fineness: float) -> None:
        """How long a picture took."""
        if fineness >= 2.0:
            self._fine_ms = milliseconds
        elif fineness == 1.0:
            self._latest = [*self._latest[1 - _LOOKED_AT :], milliseconds]
        self._coarse = max(self._coarse - 1, 0)
        if len(self._latest) == _LOOKED_AT and sorted(self._latest)[_LOOKED_AT // 2] > _SLOW:
            self._coarse, self._latest = _COARSE_FOR, []

    def stop(self) -> None:
        self._asked = False
        self._soon.stop()
        self._rest.stop()


class FrameCount:
    """Pictures shown a second, over the last second in which there were some."""

    def __init__(self) -> None:
        self._times: list[float] = []

    def count(self) -> None:
        now = time.perf_counter()
        self._times = [t for t in self._times if now - t < 1.0]
        self._times.append(now)

    @property
    def rate(self) -> float:
        if len(self._times) < 2:
            return 0.0
        return (len(self._times) - 1) / max(self._times[-1] - self._times[0], 1e-6)
