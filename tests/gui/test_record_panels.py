"""History, problems, jobs and their badge, by mouse and by key."""

from __future__ import annotations

import threading

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QTabBar
from pytestqt.qtbot import QtBot

from studio.core.problems import fail
from studio.core.progress import Progress
from studio.document.edits.clips import set_word
from studio.document.edits.scenes import set_character
from studio.gui.kit.docks import Dock
from studio.gui.kit.panel import Panel
from studio.gui.records.history import HistoryPanel
from studio.gui.records.job_badge import JobBadge
from studio.gui.records.jobs import JobsPanel
from studio.gui.records.problems import ProblemsPanel
from studio.gui.records.row_list import RowList
from studio.gui.records.row_paint import button_rect
from studio.session.inbox import Inbox
from studio.session.jobs import State
from studio.session.selection import Kind
from studio.session.studio import Studio


def shown(qtbot: QtBot, panel: HistoryPanel | ProblemsPanel | JobsPanel) -> RowList:
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(260, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.refresh()
    found = panel.findChild(RowList)
    assert found is not None
    found.kept = panel  # type: ignore[attr-defined] # pytest-qt holds widgets loosely
    return found


def click(rows: RowList, id_: str, *, button: bool = False) -> None:
    rows.doItemsLayout()
    x, y = rows.row_box(id_)
    place = QPoint(x, y)
    if button:
        place = button_rect(rows.visualRect(rows.indexAt(place))).center()
    QTest.mouseMove(rows.viewport(), place)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_in_the_history_goes_there(qtbot: QtBot, demo_studio: Studio):
    for seed in (11, 12, 13):
        demo_studio.apply(f"seed {seed}", lambda p, s=seed: set_character(p, "nora", seed=s))
    rows = shown(qtbot, HistoryPanel(demo_studio))
    assert [row.title for row in rows.rows] == ["Opened", "seed 11", "seed 12", "seed 13"]
    assert [row.badge for row in rows.rows] == ["saved", "", "", ""]
    click(rows, "1")
    assert demo_studio.project.scenes[0].characters[0].seed == 11
    assert [row.dim for row in rows.rows] == [False, False, True, True]
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert demo_studio.project.scenes[0].characters[0].seed == 12
    click(rows, "0")
    assert not demo_studio.store.modified


def test_a_problem_leads_to_its_place(qtbot: QtBot, demo_studio: Studio, inbox: Inbox):
    clip = demo_studio.project.scenes[0].characters[0].clips[0]
    assert clip.transcript is not None
    word = clip.transcript.words[3]
    demo_studio.apply("doubt", lambda p: set_word(p, clip.id, word.id, doubtful=True))
    demo_studio.findings.warn("media.truncated", "ends early", clip.id, "Export it again")
    demo_studio.findings.warn("media.truncated", "ends early", clip.id, "Export it again")
    panel = ProblemsPanel(demo_studio)
    rows = shown(qtbot, panel)
    revealed: list[object] = []
    demo_studio.revealed.connect(revealed.append)
    qtbot.waitUntil(
        lambda: bool(inbox.settle(lambda: demo_studio.jobs.busy) and len(rows.rows) >= 4), timeout=30000
    )
    assert [r.title for r in rows.rows if r.head] == ["nora.flac", f"“{word.text}”"]
    told = next(r for r in rows.rows if "media" in r.id and not r.head)
    assert told.badge == "× 2"
    click(rows, next(r.id for r in rows.rows if "doubtful" in r.id))
    assert (demo_studio.selection.value.kind, demo_studio.selection.value.ids) == (Kind.WORD, (word.id,))
    assert demo_studio.transport.at == clip.start + word.start
    assert revealed
    demo_studio.apply("sure", lambda p: set_word(p, clip.id, word.id, doubtful=False))
    qtbot.waitUntil(
        lambda: (
            inbox.settle(lambda: demo_studio.jobs.busy) and not any("doubtful" in r.id for r in rows.rows)
        ),
        timeout=30000,
    )
    panel._filter.setText("nothing of the kind")
    assert rows.rows == ()
    panel._filter.setText("early export")
    assert len(rows.rows) == 2
    demo_studio.revealed.disconnect(revealed.append)


def test_jobs_are_cancelled_and_failures_say_why(qtbot: QtBot, studio: Studio, inbox: Inbox):
    go = threading.Event()

    def long(progress: Progress) -> None:
        progress(0.4, "halfway")
        go.wait(60)
        progress(0.5, "more")

    def bad(_: Progress) -> None:
        raise fail("media.unreadable", "is no recording", "take.wav", "Export it as WAV")

    panel, badge = JobsPanel(studio), JobBadge(studio)
    qtbot.addWidget(badge, before_close_func=lambda widget: widget.release())
    rows = shown(qtbot, panel)
    failed = studio.jobs.start("Load", bad, lambda _: None)
    job = studio.jobs.start("Align", long, lambda _: None)
    inbox.settle(lambda: not (failed.over and job.doing), seconds=60)
    panel.refresh()
    badge.refresh()
    assert [(r.title, r.badge) for r in rows.rows] == [("Align", "40%"), ("Load", "failed")]
    assert "Export it as WAV" in rows.rows[1].detail
    assert badge.isVisibleTo(None)
    assert badge.toolTip() == "Align: halfway"
    click(rows, str(job.number), button=True)
    go.set()
    assert job.state is State.CANCELLED
    badge.refresh()
    assert not badge.isVisible()
    panel.clear()
    assert rows.rows == ()
    inbox.settle(lambda: studio.jobs.busy)


def test_tabs_count_what_waits_behind_them(qtbot: QtBot, studio: Studio, inbox: Inbox):
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = [Dock("jobs", "Jobs", window), Dock("problems", "Problems", window)]
    for dock, panel in zip(docks, (JobsPanel(studio), ProblemsPanel(studio)), strict=True):
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.fill(lambda panel=panel: panel)  # type: ignore[misc]
    window.tabifyDockWidget(*docks)
    window.show()
    qtbot.waitExposed(window)
    (tabs,) = window.findChildren(QTabBar)

    def named() -> list[str]:
        inbox.deliver()
        return sorted(tabs.tabText(k) for k in range(tabs.count()))

    go = threading.Event()
    studio.findings.warn("media.truncated", "ends early", "a.wav")
    studio.findings.warn("media.truncated", "ends early", "b.wav")
    studio.jobs.start("Working", lambda _: go.wait(10), lambda _: None)
    qtbot.waitUntil(lambda: named() == ["Jobs (1)", "Problems (2)"])
    studio.findings.clear()
    go.set()
    qtbot.waitUntil(lambda: named() == ["Jobs", "Problems"])
    studio.findings.warn("media.truncated", "ends early", "a.wav")
    window.removeDockWidget(docks[0])
    qtbot.waitUntil(lambda: bool(named()) and docks[1].windowTitle() == "Problems (1)")
    title = docks[1].titleBarWidget().findChild(QLabel)
    assert title is not None
    assert title.text() == "Problems (1)"  # where it stands alone
    for dock in docks:
        dock.body.findChild(Panel).release()
