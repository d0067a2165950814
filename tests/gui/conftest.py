"""The ground of the window's tests: a studio with a mailbox, the performed demo, and nothing left behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest.importorskip("PySide6", reason="the window needs Qt")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.problems import ProblemLog
from studio.core.resources import assets
from studio.document.files import load
from studio.document.schema import Project
from studio.gui.kit.theme import DARK
from studio.gui.kit.theming import current_theme, set_theme
from studio.session.demo import perform_demo
from studio.session.inbox import Inbox
from studio.session.studio import Studio

HERE = Path(__file__).parent
# Said by the platform without a screen about itself.
_HARMLESS = ("propagateSizeHints", "does not support raise", "This plugin does not support")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails the test that caused it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_HARMLESS))


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fails a test that leaves widgets or threads behind."""
    widgets, threads = _widgets(qapp), set(threading.enumerate())
    yield
    left = _wait_for(qapp, lambda: _widgets(qapp) - widgets)
    assert not left, f"left behind: {sorted(repr(w) for w in left)}"
    running = _wait_for(qapp, lambda: _alive() - threads)
    assert not running, f"left running: {running}"
    _let_go(qapp)


@pytest.fixture(autouse=True)
def own_settings(nothing_left: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the settings of whoever runs it."""
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("MOODLINE_STATE", str(tmp_path / "state"))


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """Widgets are tested in the clothes they are seen in."""
    qapp.setStyle("Fusion")
    set_theme("dark")


@pytest.fixture(autouse=True)
def dressed_again(dressed: None) -> Iterator[None]:
    """A test that tries other clothes hands the next one the usual ones."""
    yield
    if current_theme() is not DARK:
        set_theme("dark")


@pytest.fixture
def inbox() -> Inbox:
    """Messages of threads: `inbox.settle(lambda: studio.jobs.busy)` waits for work beside the window."""
    return Inbox()


@pytest.fixture
def studio(inbox: Inbox) -> Iterator[Studio]:
    """A studio whose messages of threads wait in `inbox`."""
    studio = Studio(inbox.post)
    yield studio
    studio.transport.stop()
    studio.jobs.cancel_all()
    inbox.settle(lambda: studio.jobs.busy, seconds=300.0)


@pytest.fixture(scope="session")
def demo() -> Project:
    """The demo scene as it lies in the assets: two people, two lines, nothing performed yet."""
    return load(assets() / "demo")


@pytest.fixture(scope="session")
def demo_project(demo: Project) -> Project:
    """The demo scene with words, takes and events: made once for all tests."""
    cast = tuple(performed.character for performed in perform_demo(ProblemLog()))
    return attrs.evolve(demo, scenes=(attrs.evolve(demo.scenes[0], characters=cast),))


@pytest.fixture
def demo_studio(studio: Studio, demo_project: Project) -> Studio:
    """A studio with the performed demo open."""
    studio.open(demo_project, assets() / "demo" / "project.json")
    return studio


def _let_go(app: QApplication) -> None:
    """A double click made by QTest ends with its second press: the next test would move a pressed mouse."""
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
        if app.mouseButtons() & button:
            somewhere = QWidget()
            QTest.mouseRelease(somewhere, button)
            somewhere.deleteLater()
    assert not app.mouseButtons()


def _wait_for(app: QApplication, left: object, seconds: float = 60.0) -> set[object]:
    end = time.monotonic() + seconds
    remaining: set[object] = left()
    while remaining and time.monotonic() < end:
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()
        time.sleep(0.01)
        remaining = left()
    return remaining


def _alive() -> set[threading.Thread]:
    """Threads of ours: libraries keep pools, named after themselves."""
    return {t for t in threading.enumerate() if not t.daemon or t.name.startswith("job ")}


def _widgets(app: QApplication) -> set[QWidget]:
    return {w for w in app.topLevelWidgets() if not w.objectName().startswith("qt_")}
