"""Which panels there are, where they live and where they stand at first."""

from __future__ import annotations

import importlib

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.core.problems import Problem
from studio.gui.kit.docks import empty_body
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.session.studio import Studio

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


@attrs.frozen
class Shelf:
    """A panel by the dotted name of its class. Panels of one `group` are tabs of one place; the first of a
    group is in front."""

    name: str
    title: str
    home: str
    area: Qt.DockWidgetArea
    group: str
    icon: str


SHELVES = (
    Shelf("timeline", "Timeline", "timeline.panel.TimelinePanel", BOTTOM, "time", "rows"),
    Shelf("curves", "Curves", "curves.panel.CurvesPanel", BOTTOM, "time", "chart-line"),
    Shelf("emotions", "Emotions", "emotions.panel.EmotionPanel", LEFT, "voice", "smiley"),
    Shelf("script", "Script", "script.panel.ScriptPanel", LEFT, "voice", "text-aa"),
    Shelf("inspector", "Inspector", "inspector.panel.InspectorPanel", RIGHT, "things", "sliders-horizontal"),
    Shelf("takes", "Takes", "records.takes.TakesPanel", RIGHT, "things", "stack"),
    Shelf("gestures", "Gestures", "inspector.gestures.GesturesPanel", RIGHT, "things", "hand-waving"),
    Shelf("history", "History", "records.history.HistoryPanel", RIGHT, "records", "clock-counter-clockwise"),
    Shelf("problems", "Problems", "records.problems.ProblemsPanel", RIGHT, "records", "warning"),
    Shelf("jobs", "Jobs", "records.jobs.JobsPanel", RIGHT, "records", "list-bullets"),
)

VIEWPORT = "viewport.panel.ViewportPanel"
TRANSPORT = "timeline.transport_bar.TransportBar"
JOB_BADGE = "records.job_badge.JobBadge"
EXPORT_DIALOG = "dialogs.export.ExportDialog"
CHARACTER_DIALOG = "dialogs.character.CharacterDialog"


def class_at(home: str) -> type[QWidget]:
    """The class at a dotted name below the window's rooms."""
    module, _, name = home.rpartition(".")
    found = getattr(importlib.import_module(f"studio.gui.{module}"), name)
    assert isinstance(found, type)
    return found


def build(home: str, title: str, studio: Studio) -> QWidget:
    """A panel, its actions offered; or words in its place when it cannot be made, so that one broken panel
    takes none of the others along."""
    try:
        panel = class_at(home)(studio)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - whatever is wrong in one panel, the window stays
        text = f"cannot be shown ({type(error).__name__}: {error})"
        studio.findings.add(Problem("window.panel", text, title, "Please report this fault"))
        return empty_body(tr("The panel {0} cannot be shown.", title))
    if isinstance(panel, Panel):
        if panel.focusProxy() is None:  # of a panel with one Qt would set the policy of that one
            panel.setFocusPolicy(_at_least_click(panel.focusPolicy()))
        offer(panel, studio)
    return panel


def offer(panel: Panel, studio: Studio) -> None:
    """Adds what a panel can do, without what somebody offers already."""
    fresh = [action for action in panel.actions_offered() if action.id not in studio.actions]
    studio.actions.add(fresh)


def _at_least_click(policy: Qt.FocusPolicy) -> Qt.FocusPolicy:
    return policy if policy & Qt.FocusPolicy.ClickFocus else Qt.FocusPolicy.ClickFocus
