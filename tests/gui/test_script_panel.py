"""The script panel under a real mouse and keyboard."""

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from studio.core.time import ticks
from studio.document.edits.clips import set_word
from studio.document.schema import Character, MediaRef, Project, Scene, Script, Transcript, VoiceClip, Word
from studio.gui.script.panel import ScriptPanel
from studio.session.scripting.text import with_direction
from studio.session.selection import Kind

LEFT, SHIFT, CONTROL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def clip(name, text, start):
    said = text.split()
    words = tuple(
        Word(f"{name}/w{k}", w.strip(".,!"), ticks(0.4 * k), ticks(0.4 * k + 0.35), doubtful=w == "lost")
        for k, w in enumerate(said)
    )
    media = MediaRef(f"{name}.wav", "", ticks(0.4 * len(said)))
    return VoiceClip(name, media, ticks(start), Script(text), Transcript(words=words))


def project(count=1):
    one = clip("a", "You came back! I really thought we had lost you in the storm.", 0)
    two = clip("b", "I nearly gave up.", 8)
    many = tuple(clip(f"m{k}", "word " * 500, 20 + 300 * k) for k in range(count - 1))
    people = (
        Character("n", "Nora", "nora", clips=(one, *many)),
        Character("j", "Jonas", "jonas", clips=(two,)),
    )
    return Project("p", "P", (Scene("s", "S", characters=people),))


@pytest.fixture
def panel(qtbot, studio):
    studio.open(project(), None)
    panel = ScriptPanel(studio)
    panel.resize(320, 700)
    qtbot.addWidget(panel, before_close_func=lambda p: p.release())
    panel.show()
    panel.refresh()
    panel.refresh()  # once the words have their room
    return panel


def place(panel, word_id):
    return panel.words.rect_of(*panel.words.place_of_word(word_id)).center().toPoint()


def press(panel, word_id, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(panel.words.viewport(), LEFT, modifiers, place(panel, word_id))
    panel.refresh()


def chosen(panel):
    selected = panel.studio.selection.value
    return selected.ids if selected.kind is Kind.WORD else ()


def words(panel, number=0):
    return {w.id: w for w in panel.studio.scene.characters[number].clips[0].transcript.words}


def test_a_click_chooses_a_word_and_goes_there(panel):
    press(panel, "a/w3")
    assert chosen(panel) == ("a/w3",)
    assert panel.studio.transport.at == ticks(1.2)
    press(panel, "b/w1")
    assert panel.studio.character.id == "j"


def test_a_words_tip_shows_what_was_written_as_it_was_written(panel):
    panel.studio.apply("Write", lambda p: set_word(p, "a", "a/w3", text="<i>R&D"))
    panel.refresh()
    view, at = panel.words.viewport(), place(panel, "a/w3")
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    shown = QTextDocument()
    shown.setHtml(QToolTip.text())
    assert shown.toPlainText() == "<i>R&D"


def test_shift_chooses_a_range_and_control_one_more(panel):
    press(panel, "a/w2")
    press(panel, "a/w5", SHIFT)
    assert chosen(panel) == ("a/w2", "a/w3", "a/w4", "a/w5")
    press(panel, "a/w9", CONTROL)
    press(panel, "a/w3", CONTROL)
    assert chosen(panel) == ("a/w2", "a/w4", "a/w5", "a/w9")


def test_a_drag_chooses_what_it_passes(panel):
    view = panel.words.viewport()
    QTest.mousePress(view, LEFT, pos=place(panel, "a/w0"))
    QTest.mouseMove(view, place(panel, "a/w1"))
    move = place(panel, "a/w2")
    held = Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QMouseEvent.Type.MouseMove, move.toPointF(), view.mapToGlobal(move).toPointF(), *held)
    QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, LEFT, pos=move)
    assert chosen(panel) == ("a/w0", "a/w1", "a/w2")


def test_arrow_keys_walk_the_words(panel):
    press(panel, "a/w12")
    panel.words.setFocus()
    QTest.keyClick(panel.words, Qt.Key.Key_Right)
    assert chosen(panel) == ("b/w0",)
    QTest.keyClick(panel.words, Qt.Key.Key_Left)
    assert chosen(panel) == ("a/w12",)
    QTest.keyClick(panel.words, Qt.Key.Key_Left, SHIFT)
    assert chosen(panel) == ("a/w11", "a/w12")
    QTest.keyClick(panel.words, Qt.Key.Key_Up)
    assert len(chosen(panel)) == 1
    QTest.keyClick(panel.words, Qt.Key.Key_A, CONTROL)
    assert len(chosen(panel)) == 13
    QTest.keyClick(panel.words, Qt.Key.Key_Escape)
    assert chosen(panel) == ()


def test_a_doubtful_word_is_played_and_confirmed(panel):
    press(panel, "a/w8")
    assert panel.studio.transport.playing
    panel.studio.transport.seek(ticks(3.2 + 0.35 + 0.2))
    assert not panel.studio.transport.playing
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    assert not words(panel)["a/w8"].doubtful
    panel.studio.store.undo()
    assert words(panel)["a/w8"].doubtful


def test_next_doubtful_finds_it(panel):
    panel.deeds.next_doubtful()
    panel.studio.transport.stop()
    assert chosen(panel) == ("a/w8",)


def test_a_word_is_edited_in_place(panel, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "studio.session.scripting.realigning.realign",
        lambda _studio, clip_id, ids, _step: asked.append((clip_id, ids)),
    )
    QTest.mouseDClick(panel.words.viewport(), LEFT, pos=place(panel, "a/w2"))
    field = panel.words._field
    assert field.text() == "back"
    QTest.keyClicks(field, "home")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert words(panel)["a/w2"].text == "home"
    assert panel.studio.character.clips[0].script.text.startswith("You came home!")
    assert asked == [("a", ("a/w2",))]


def test_escape_leaves_a_word_as_it_was(panel):
    press(panel, "a/w2")
    panel.words.setFocus()
    QTest.keyClick(panel.words, Qt.Key.Key_F2)
    QTest.keyClicks(panel.words._field, "xyz")
    QTest.keyClick(panel.words._field, Qt.Key.Key_Escape)
    assert panel.words._field is None
    assert panel.studio.project == project()


def test_sliders_shape_the_chosen_words_in_one_step(panel):
    press(panel, "a/w1")
    press(panel, "a/w3", SHIFT)
    slider = panel.bar.lips
    QTest.mousePress(slider, LEFT, pos=QPoint(40, 10))
    for x in (50, 60, 75):
        QTest.mouseMove(slider, QPoint(x, 10))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(75, 10))
    gains = {w.lip_gain for w in words(panel).values() if w.id in ("a/w1", "a/w2", "a/w3")}
    assert len(gains) == 1
    assert gains.pop() > 1.2
    assert words(panel)["a/w4"].lip_gain == 1.0
    panel.studio.store.undo()
    assert panel.studio.project == project()


def test_unlike_values_are_shown_as_such(panel):
    press(panel, "a/w1")
    QTest.keyClick(panel.bar.jaw, Qt.Key.Key_Right)
    press(panel, "a/w2", SHIFT)
    assert panel.bar.jaw.value is None


def test_stress_is_the_artists_and_goes_back(panel):
    press(panel, "a/w1")
    QTest.mouseClick(panel.bar.stress, LEFT, pos=QPoint(panel.bar.stress.width() - 2, 10))
    assert words(panel)["a/w1"].extra["stress"] > 0.9
    panel.bar.stress.resetRequested.emit()
    assert "stress" not in words(panel)["a/w1"].extra


def test_a_direction_is_typed_laid_and_removed_in_one_step_each(panel):
    press(panel, "a/w3")
    QTest.mouseClick(panel.bar.direct, LEFT)
    QTest.keyClicks(panel.words._field, "very sad")
    QTest.keyClick(panel.words._field, Qt.Key.Key_Return)
    who = panel.studio.character
    assert "[very sad] I really" in who.clips[0].script.text
    assert [(t.emotion, max(k.value for k in t.curve.keys)) for t in who.emotions] == [("sadness", 1.0)]
    panel.refresh()
    assert any(i.tag == "very sad" for i in panel.words.page.blocks[0].items)
    panel.studio.store.undo()
    assert panel.studio.project == project()


def test_a_click_on_a_direction_chooses_its_words(panel):
    panel.studio.apply("d", lambda p: with_direction(p, "a", "a/w3", "sad"))
    panel.refresh()
    block = panel.words.page.blocks[0]
    item = next(i for i in block.items if i.tag)
    QTest.mouseClick(panel.words.viewport(), LEFT, pos=panel.words._rect(0, item).center().toPoint())
    assert chosen(panel) == tuple(f"a/w{k}" for k in range(3, 13))


def test_feelings_are_laid_over_chosen_words(panel):
    press(panel, "a/w1")
    panel.deeds.feel("joy+surprise")
    track = panel.studio.character.emotions[0]
    assert track.emotion == "joy+surprise"
    assert all(k.anchor is not None and k.anchor.word_id == "a/w1" for k in track.curve.keys)


def test_the_word_that_is_heard_is_lit(panel):
    panel.studio.transport.seek(ticks(0.4 * 5 + 0.1))
    assert panel.words._playing == (0, 5)
    panel.studio.transport.seek(ticks(7.0))
    assert panel.words._playing is None


def test_text_is_applied_with_one_key_and_typing_survives_other_edits(panel, monkeypatch):
    given = []
    monkeypatch.setattr(
        "studio.session.scripting.realigning.set_text",
        lambda _s, clip_id, script: given.append((clip_id, script.text)),
    )
    panel.toggle_text()
    editor = panel.text.editor
    assert editor.toPlainText().startswith("You came back!")
    QTest.keyClicks(editor, "(sadly) ")
    assert "Sadness" in panel.text.meaning.text()
    panel.studio.apply("x", lambda p: attrs.evolve(p, name="other"))
    panel.refresh()
    assert editor.toPlainText().startswith("(sadly) You")
    QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert given == [("a", "(sadly) You came back! I really thought we had lost you in the storm.")]
    panel.toggle_text()
    assert not panel.text_shown


def test_lines_are_filtered_and_lead_there(panel):
    panel.lines.filter.setText("jonas gave")
    assert panel.lines.view.model().rowCount() == 1
    panel.lines.filter.setText("")
    index = panel.lines.view.model().index(1, 0)
    QTest.mouseClick(panel.lines.view.viewport(), LEFT, pos=panel.lines.view.visualRect(index).center())
    assert panel.studio.transport.at == ticks(8)
    assert panel.line.clip.id == "b"


def test_ten_thousand_words_paint_only_what_is_seen(qtbot, studio, monkeypatch):
    studio.open(project(21), None)
    panel = ScriptPanel(studio)
    panel.resize(320, 700)
    qtbot.addWidget(panel, before_close_func=lambda p: p.release())
    panel.show()
    panel.refresh()
    panel.refresh()
    painted = []
    monkeypatch.setattr("studio.gui.script.word_page.paint_word", lambda *a: painted.append(a[2].id))
    panel.words.verticalScrollBar().setValue(panel.words.page.height // 2)
    panel.words.viewport().grab()
    assert sum(len(b.items) for b in panel.words.page.blocks) > 10_000
    assert 0 < len(painted) < 400
    before = panel.words.page.blocks
    studio.apply("x", lambda p: attrs.evolve(p, name="other"))
    panel.refresh()
    assert all(a is b for a, b in zip(before, panel.words.page.blocks, strict=True))


def test_an_empty_scene_says_what_to_do(qtbot, studio):
    panel = ScriptPanel(studio)
    qtbot.addWidget(panel, before_close_func=lambda p: p.release())
    panel.show()
    panel.refresh()
    assert panel.empty.isVisible()
    assert "recording" in panel.empty.text()


def test_languages_are_named(panel):
    from studio.gui.script.language_box import language_name  # noqa: PLC0415

    assert language_name("de") == "German (de)"
    assert language_name("xx-none") == "xx-none"
    panel.language.fill()
    assert panel.language.currentData() == "en"
