"""The viewport under the mouse and the keys, drawn without a screen where the machine has EGL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.problems import ProblemError
from studio.core.resources import assets
from studio.core.time import ticks
from studio.gui.viewport import stage_picture
from studio.gui.viewport.pacing import Pacing
from studio.gui.viewport.panel import ViewportPanel
from studio.media.cache import DerivedCache
from studio.render.offscreen import OffscreenContext
from studio.session.actions import PRESETS
from studio.session.inbox import Inbox
from studio.session.selection import Selected
from studio.session.staging.viewing import Viewing
from studio.session.studio import Studio
from studio.session.tools import Brush, Tool

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def kept_openness(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        cache = DerivedCache(tmp_path_factory.mktemp("openness"))
        patch.setattr("studio.session.derived.derived_data", lambda _: cache)
        yield


@pytest.fixture(scope="module")
def inbox():
    return Inbox()


@pytest.fixture(scope="module")
def played(qapp, demo_project, kept_openness, inbox):
    """The demo's cast on a stage that all tests share: to compose it takes seconds."""
    try:
        OffscreenContext().close()
    except ProblemError as error:
        pytest.skip(str(error))
    studio = Studio(inbox.post)
    panel = opened(studio)
    studio.open(demo_project, assets() / "demo" / "project.json")
    assert inbox.settle(lambda: studio.jobs.busy)
    found = list(steps(panel, inbox))
    assert found[:4] == [0, 0, 1, 2], "one at a time, once they are dressed"
    assert len(found) > 5, "and their surfaces a few at a time"
    yield panel
    studio.jobs.cancel_all()
    inbox.settle(lambda: studio.jobs.busy)
    closed(panel)


def steps(panel: ViewportPanel, inbox: Inbox) -> Iterator[int]:
    """How many are on the stage after each picture, until one has all of it."""
    view = panel.stage_view
    for _ in range(12):
        view.pacing.due.emit(False)
        assert inbox.settle(lambda: panel.studio.jobs.busy)
        yield len(view.shooting.shown)
        if view.shooting.shown and view.shooting.view.whole and not view._image.isNull():
            return


def opened(studio: Studio) -> ViewportPanel:
    panel = ViewportPanel(studio)
    studio.actions.add(() if "viewport.frame" in studio.actions else panel.actions_offered())
    panel.resize(480, 340)
    panel.show()
    return panel


def closed(panel: ViewportPanel) -> None:
    panel.release()
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stage(played, inbox):
    """The shared stage as it was at first, looking at Nora's face."""
    studio, view = played.studio, played.stage_view
    studio.selection.set(Selected())
    studio.brush.set(Brush())
    played.viewing.set(Viewing())
    view.hand.regions_on = view.alone = False
    played.resize(480, 340)
    studio.transport.seek(ticks(1.2))
    played.cameras.forget()
    played.cameras.go_to("face", at_once=True)
    assert inbox.settle(lambda: studio.jobs.busy)  # what the test before had undone is composed again
    view.pacing.due.emit(False)
    yield played
    while studio.store.undo():
        pass
    studio.jobs.cancel_all()


def picture(panel, qtbot) -> QImage:
    """What is seen once everything has come to rest."""
    QApplication.processEvents()
    panel.stage_view.pacing.due.emit(False)
    return panel.stage_view.grab().toImage()


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return flat[..., :3].astype(int)


def spot(panel, name: str, down: int = 0) -> QPoint:
    """The pixel of a vertex set's middle on Nora."""
    shown = panel.stage_view.shooting.shown["nora"]
    place = shown.geometry.vertices[shown.rig.vertex_sets[name]].mean(axis=0)
    found = panel.stage_view.projection.point(place.astype(np.float64))
    return QPoint(round(found.x()), round(found.y()) + down)


def move(view, start: QPoint, end: QPoint, button=LEFT, steps=6, modifiers=PLAIN):
    QTest.mousePress(view, button, modifiers, start)
    for k in range(1, steps + 1):
        QTest.mouseMove(view, start + (end - start) * k / steps)
        QApplication.processEvents()
    QTest.mouseRelease(view, button, modifiers, end)


def test_an_empty_stage_invites(studio):
    panel = opened(studio)
    assert "Drop a recording" in panel.notice._head.text()
    assert panel.notice.isVisible()
    assert panel.stage_view.shooting is None
    assert panel.snapshot(64, 64).isNull()
    closed(panel)


def test_without_opengl_there_are_words_in_the_pictures_place(stage, monkeypatch):
    monkeypatch.setattr(stage_picture, "try_context", lambda: (None, "no OpenGL here"))
    panel = opened(stage.studio)
    panel.stage_view.pacing.due.emit(False)
    assert "no OpenGL here" in panel.notice._text.text()
    assert panel.notice.isVisible()
    closed(panel)


def test_the_cast_is_seen_and_the_picture_follows_the_playhead(stage, qtbot):
    one = pixels(picture(stage, qtbot))
    assert one.std() > 20
    assert not stage.notice.isVisible()
    stage.studio.transport.seek(ticks(2.0))
    other = pixels(picture(stage, qtbot))
    assert np.abs(other - one).max() > 40


def test_dragging_turns_pans_and_zooms_and_nobody_gets_lost(stage, qtbot):
    view, camera = stage.stage_view, stage.stage_view.navigation.camera
    move(view, QPoint(60, 60), QPoint(160, 60))
    assert view.navigation.camera.yaw == pytest.approx(camera.yaw - 35.0, abs=0.5)
    assert stage.viewing.value.camera == ""
    move(view, QPoint(60, 60), QPoint(60, 3000), steps=40)
    assert view.navigation.camera.pitch == pytest.approx(80.0)
    target = view.navigation.camera.target
    move(view, QPoint(200, 100), QPoint(260, 100), button=Qt.MouseButton.RightButton)
    assert view.navigation.camera.target != target
    for _ in range(40):
        move(view, QPoint(10, 10), QPoint(470, 300), button=Qt.MouseButton.RightButton, steps=1)
    assert max(abs(v) for v in view.navigation.camera.target) <= 6.0


def test_the_menu_comes_by_a_key_in_the_middle_and_not_twice_by_the_mouse(stage):
    view, places = stage.stage_view, []
    view.menuRequested.disconnect()
    view.menuRequested.connect(places.append)
    middle = view.rect().center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(3, 3), view.mapToGlobal(QPoint(3, 3))))
    view.menuRequested.disconnect()
    view.menuRequested.connect(stage._on_menu)
    assert places == [QPointF(view.mapToGlobal(middle))]


def test_the_wheel_zooms_to_the_mouse(stage):
    view = stage.stage_view
    at = QPointF(spot(stage, "upper_lid_left"))
    fov, target = view.navigation.camera.fov, view.navigation.camera.target
    before = spot(stage, "upper_lid_left")
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.navigation.camera.fov < fov
    assert view.navigation.camera.target != target
    assert (spot(stage, "upper_lid_left") - before).manhattanLength() <= 12


def test_presets_bookmarks_and_lights_are_actions(stage, qtbot):
    actions, view = stage.studio.actions, stage.stage_view
    assert actions.run("viewport.camera_profile")
    qtbot.waitUntil(lambda: view.navigation.camera == view.navigation.goal, timeout=3000)
    profile = view.navigation.camera
    assert stage.viewing.value.camera == "profile"
    assert not actions["viewport.go_4"].enabled()
    assert actions.run("viewport.keep_4")
    actions.run("viewport.camera_body")
    assert actions.run("viewport.go_4")
    qtbot.waitUntil(lambda: view.navigation.camera == view.navigation.goal, timeout=3000)
    assert view.navigation.camera.yaw == pytest.approx(profile.yaw)
    studio_light = pixels(picture(stage, qtbot))
    actions.run("viewport.light_dramatic")
    assert np.abs(pixels(picture(stage, qtbot)) - studio_light).mean() > 5
    assert stage.studio.settings.get("viewport.light") == "dramatic"


@pytest.mark.parametrize(("preset", "first"), [("bust", "alone"), ("body", "both")])
def test_the_same_preset_twice_is_the_other_way(stage, preset, first):
    """Faces and busts are of one, whole bodies of everybody; once more turns that round."""
    stage.cameras.forget()
    seen = {}
    for kind in (first, "both" if first == "alone" else "alone"):
        stage.cameras.go_to(preset, at_once=True)
        assert stage.cameras.everybody is (kind == "both")
        seen[kind] = stage.stage_view.navigation.camera
    assert abs(seen["both"].target[0]) < abs(seen["alone"].target[0])


def test_a_character_that_is_clicked_twice_is_alone_in_the_picture(stage):
    stage.cameras.go_to("face", at_once=True)
    stage.cameras.go_to_one("body")
    alone = stage.stage_view.navigation.goal
    stage.cameras.forget()
    stage.cameras.go_to("body", at_once=True)
    assert abs(stage.stage_view.navigation.camera.target[0]) < abs(alone.target[0])


def test_a_cast_that_grows_leaves_the_camera_on_one_face(stage):
    stage.cameras.forget()
    stage.cameras.go_to("face", at_once=True)
    shown = stage.stage_view.shooting.shown
    first, second = shown
    for name in (second, second, first, second):
        # Chosen, and seen a moment later; neither is a hand that asks for everybody.
        stage.studio.selection.set(attrs.evolve(stage.studio.selection.value, character=name))
        stage.stage_view.castChanged.emit()
        assert not stage.cameras.everybody
        assert stage.cameras.looked_at == name
        target = stage.stage_view.navigation.goal.target
        assert abs(target[0] - shown[name].place.x) < 0.1


def test_somebody_who_is_not_seen_yet_is_not_taken_for_everybody(stage):
    stage.cameras.forget()
    stage.cameras.go_to("face", at_once=True)
    stage.studio.selection.set(attrs.evolve(stage.studio.selection.value, character="nobody yet"))
    assert not stage.cameras.everybody


@pytest.mark.parametrize("overlay", ["wire", "skeleton", "contacts", "safe", "stats", "subtitle", "name"])
def test_overlays_are_painted(stage, qtbot, overlay):
    before = pixels(picture(stage, qtbot))
    stage.studio.actions.run(f"viewport.show_{overlay}")
    assert np.abs(pixels(picture(stage, qtbot)) - before).max() > 30


def test_regions_light_up_and_are_chosen(stage, qtbot):
    view, brush = stage.stage_view, stage.studio.brush
    stage.studio.actions.run("viewport.regions")
    plain = pixels(picture(stage, qtbot))
    mouth = spot(stage, "lower_lip_inner", 4)

    QTest.mouseMove(view, mouth)
    assert view.hand.hovered == "mouth"
    assert np.abs(pixels(picture(stage, qtbot)) - plain).max() > 30
    QTest.mouseClick(view, LEFT, PLAIN, mouth)
    assert brush.value.regions == {"mouth"}
    QTest.mouseClick(view, LEFT, SHIFT, spot(stage, "upper_lid_left", -16))
    assert brush.value.regions == {"mouth", "brows"}
    QTest.mouseClick(view, LEFT, PLAIN, QPoint(8, 200))
    assert brush.value.regions == frozenset()


def test_a_drag_on_the_face_paints_there_in_one_step(stage, qtbot):
    studio, view = stage.studio, stage.stage_view
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, emotion="anger"))
    before = studio.project
    place = spot(stage, "lower_lip_inner", 4)
    move(view, place, place - QPoint(0, 120), steps=10)
    (made,) = [t for t in studio.character.emotions if t.emotion == "anger"]
    assert made.regions.get("mouth", 1.0) == 1.0
    assert made.regions["brows"] == 0.0
    assert max(key.value for key in made.curve.keys) == pytest.approx(120 / 260, abs=0.08)
    assert studio.store.undo()
    assert studio.project == before


def test_escape_breaks_a_stroke_off(stage, qtbot):
    studio, view = stage.studio, stage.stage_view
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, emotion="anger"))
    before = studio.project
    place = spot(stage, "lower_lip_inner", 4)
    QTest.mousePress(view, LEFT, PLAIN, place)
    QTest.mouseMove(view, place - QPoint(0, 50))
    QTest.mouseMove(view, place - QPoint(0, 80))
    assert studio.project != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert studio.project == before
    QTest.mouseRelease(view, LEFT, PLAIN, place)
    assert studio.project == before


def test_a_hand_that_rests_while_time_runs_records(stage):
    studio, view = stage.studio, stage.stage_view
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, emotion="anger", size=0.05))
    place = spot(stage, "lower_lip_inner", 4)
    QTest.mousePress(view, LEFT, PLAIN, place)
    QTest.mouseMove(view, place - QPoint(0, 130))
    for k in range(20):
        studio.transport.seek(ticks(1.2 + 0.05 * k))
    QTest.mouseRelease(view, LEFT, PLAIN, place - QPoint(0, 130))
    (made,) = [t for t in studio.character.emotions if t.emotion == "anger"]
    held = [key for key in made.curve.keys if key.value > 0.4]
    assert held[-1].time - held[0].time > ticks(0.6)
    assert len(made.curve.keys) < 15
    assert studio.store.undo()
    assert not [t for t in studio.character.emotions if t.emotion == "anger"]


def test_a_click_chooses_the_other_character(stage, qtbot):
    stage.cameras.forget()
    stage.cameras.go_to("body", at_once=True)
    picture(stage, qtbot)
    shown = stage.stage_view.shooting.shown["jonas"]
    chest = shown.geometry.joints[shown.rig.joint_names.index("head"), :3, 3] - [0, 0.35, 0]
    at = stage.stage_view.projection.point(chest)
    QTest.mouseClick(stage.stage_view, LEFT, PLAIN, at.toPoint())
    assert stage.studio.character.id == "jonas"
    assert stage.cameras.everybody


def test_snapshots_have_the_size_asked_for_and_nothing_over_them(stage):
    found = stage.snapshot(200, 120)
    assert (found.width(), found.height()) == (200, 120)
    assert pixels(found).std() > 20


def test_no_key_does_two_things(stage):
    offered = [a for a in stage.studio.actions if a.scope == "viewport"]
    for preset in PRESETS:
        counted = Counter(key for action in offered for key in action.keys_in(preset))
        assert [key for key, count in counted.items() if count > 1] == []


def test_a_narrow_bar_keeps_its_menus(stage):
    stage.resize(1100, 340)
    QApplication.processEvents()
    assert all(button.isVisible() for button in stage.bar.buttons)
    stage.resize(260, 340)
    QApplication.processEvents()
    assert not any(button.isVisible() for button in stage.bar.buttons[3:])
    assert stage.bar.camera.isVisible()


class Paints(QObject):
    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_picture_is_painted_as_soon_as_it_is_drawn(stage, qtbot):
    view, paints = stage.stage_view, Paints()
    view.installEventFilter(paints)
    view.pacing.due.emit(False)
    view.removeEventFilter(paints)
    assert paints.count == 1, "it waited for the rest of the window"


def test_other_parts_are_painted_while_the_card_works(stage, qtbot, monkeypatch):
    view, order, shoot = stage.stage_view, [], stage.stage_view.shooting.shoot
    other = QWidget(stage)
    other.resize(20, 20)
    other.show()
    QApplication.processEvents()
    other.paintEvent = lambda event: order.append("other")

    def watched(*args):
        picture = shoot(*args)
        order.append("picture")
        return picture

    monkeypatch.setattr(view.shooting, "shoot", watched)
    stage.studio.transport.seek(ticks(2.2))
    other.update()
    view.pacing.due.emit(False)
    assert order == ["other", "picture"]
    other.deleteLater()


def test_what_plays_is_posed_as_it_will_be_when_it_is_seen(stage, monkeypatch):
    view, transport = stage.stage_view, stage.studio.transport
    view.pacing.due.emit(False)
    assert view.at == transport.at
    transport.play()
    try:
        monkeypatch.setattr(transport.clock, "now", lambda: ticks(1.5))
        view.pacing.due.emit(False)
        assert ticks(1.5) < view.at < ticks(1.65)
    finally:
        transport.stop()


def test_who_is_out_of_sight_is_not_posed_for_every_picture(stage, monkeypatch):
    shooting, studio = stage.stage_view.shooting, stage.studio
    shooting.follow(studio.transport.at, ghosts=False, alone=False)
    before = dict(shooting.shown)
    monkeypatch.setattr(shooting.view, "in_sight", lambda name: name != "jonas")
    studio.transport.seek(studio.transport.at + studio.transport.rate.tick_of(9))
    stood = {name: shown.own for name, shown in before.items()}
    shooting.follow(stage.studio.transport.at, ghosts=False, alone=False, everybody=False)
    assert shooting.shown["jonas"].own is stood["jonas"]
    assert shooting.shown["nora"].own is not stood["nora"]
    shooting.follow(stage.studio.transport.at, ghosts=False, alone=False)
    assert shooting.shown["jonas"].own is not stood["jonas"]


def test_a_hand_at_work_gets_quick_pictures_where_drawing_is_slow(qtbot):
    pacing = Pacing(owner := QObject())
    for _ in range(9):
        pacing.took(20.0, 1.0)
    shadows = sum(pacing.casts(False) for _ in range(64))
    assert pacing.fineness(False, 640 * 480, 1.0) == 1.0
    pacing.edited()
    assert 0.5 < pacing.fineness(False, 640 * 480, 1.0) < 1.0
    assert pacing.fineness(True, 640 * 480, 1.0) == 2.0, "at rest it is as fine as ever"
    assert sum(pacing.casts(False) for _ in range(64)) < shadows
    owner.deleteLater()
