"""The running job in the status bar: its name, a bar, and the way to the list of jobs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.session.jobs import Job, State
from studio.session.studio import Studio

_LATER = 300  # milliseconds: a job that is over before is not worth a look
_STAYS = 4000  # milliseconds that a failure stays in sight
_WIDTH = 200


class JobBadge(QAbstractButton):
    """Unseen while nothing is worked on. `opened()` at a click; `release` before it is deleted."""

    opened = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._job: Job | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Jobs"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self.clicked.connect(self.opened)
        studio.jobs.changed.connect(self._on_changed)
        self.hide()

    def release(self) -> None:
        """Lets go of the studio."""
        self._studio.jobs.changed.disconnect(self._on_changed, missing_ok=True)
        self._soon.stop()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 20)

    def refresh(self) -> None:
        """Shows the job that runs now, or nothing."""
        running = [job for job in self._studio.jobs.all if job.state is State.RUNNING]
        self._job = running[0] if running else None  # a failure was in sight long enough
        self.setVisible(self._job is not None)
        if self._job is not None:
            self.setToolTip(self._told(self._job))
            self.setAccessibleDescription(self.toolTip())
        self.update()

    def _on_changed(self, job: Job) -> None:
        if job.quiet:
            return
        if job.state is State.FAILED:
            self._job = job
            self.show()
            self.setToolTip(self._told(job))
            self.update()
            self._soon.start(_STAYS)
        elif not self._soon.isActive():
            self._soon.start(60 if self._job is not None else _LATER)

    def _told(self, job: Job) -> str:
        if job.problem is not None:
            return str(job.problem)
        return f"{tr(job.title)}: {tr(job.doing)}" if job.doing else tr(job.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        job, theme = self._job, current_theme()
        if job is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            if self.underMouse() or self.hasFocus():
                painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.hover), 0))
                painter.setBrush(QColor(theme.hover))
                painter.drawRoundedRect(box, 4, 4)
            failed = job.state is State.FAILED
            icon = QRectF(box.left() + SPACE, box.center().y() - 7, 14, 14)
            paint_icon(
                painter, icon, "warning-circle" if failed else "spinner-gap", "danger" if failed else "accent"
            )
            self._paint_words(painter, job, box.adjusted(SPACE + 18, 0, -SPACE, -3))
            if not failed:
                bar = QRectF(box.left() + SPACE + 18, box.bottom() - 3, box.width() - 2 * SPACE - 18, 2)
                painter.fillRect(bar, QColor(theme.well))
                painter.fillRect(
                    QRectF(bar.left(), bar.top(), bar.width() * job.done, 2), QColor(theme.accent)
                )

    def _paint_words(self, painter: QPainter, job: Job, text: QRectF) -> None:
        theme, failed = current_theme(), job.state is State.FAILED
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.danger if failed else theme.text_dim))
        share = "" if failed else f"{job.done:.0%}"
        wide = QFontMetricsF(painter.font()).horizontalAdvance(share) + SPACE
        title = QFontMetricsF(painter.font()).elidedText(
            tr(job.title), Qt.TextElideMode.ElideRight, text.width() - wide
        )
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), share)
