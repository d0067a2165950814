"""What eyes need: text that stands out from its ground in both themes, feelings told apart without red or
green, style rules that name real controls, words of one case, docks that share the room."""

from __future__ import annotations

import ast
import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6 import QtWidgets
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QToolButton

import studio as studio_package
from studio.core.time import TimeRange, ticks
from studio.gui.kit.fitted_text import fitted
from studio.gui.kit.stylesheet import mixed
from studio.gui.kit.stylesheet_parts import CHROME, CONTROLS, FIELDS, VIEWS
from studio.gui.kit.theme import DARK, EMOTION_COLOURS, LIGHT
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.axis import Axis
from studio.gui.timeline.transport_bar import TransportBar
from studio.session.playing.playback import playback_actions

_SMALL = "a|an|the|of|to|in|on|or|and|by|for|as|at|from"
_TITLE = re.compile(rf"[A-Z][a-z'-]+( ({_SMALL}|[A-Z][a-z'-]+))* [A-Z][a-z'-]+(\.\.\.)?|.*\w \.\.\.")
_NAMES = {"Helvetica Neue", "Noto Sans", "Live Link Face", "About Moodline"}
_INNER = {"QTableCornerButton"}  # Qt names it only in style sheets
_AA = 4.5  # WCAG 2.1, text of ordinary size
_TEXTS = ("text", "text_dim", "text_faint", "accent", "danger", "warning", "success")
_GROUNDS = ("well", "field", "window", "panel", "raised")

# Machado, Oliveira and Fernandes 2009, full strength, on linear RGB.
_SEEN = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
}  # fmt: skip
_APART = 12.0  # CIE76; five times what is just noticed


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("token", _TEXTS)
def test_text_stands_out_from_every_ground(theme, token):
    for ground in _GROUNDS:
        assert _contrast(getattr(theme, token), getattr(theme, ground)) >= _AA, ground


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_stands_out_from_what_is_chosen(theme):
    chosen = mixed(theme.panel, theme.accent, 0.22)
    assert _contrast(theme.on_accent, theme.accent) >= _AA
    assert min(_contrast(theme.text, chosen), _contrast(theme.text_dim, chosen)) >= _AA


@pytest.mark.parametrize("sight", [None, *_SEEN])
def test_feelings_are_told_apart_by_every_eye(sight):
    seen = {name: _lab(colour, sight) for name, colour in EMOTION_COLOURS.items()}
    near = {
        pair: round(float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])), 1)
        for pair in combinations(seen, 2)
        if np.linalg.norm(seen[pair[0]] - seen[pair[1]]) < _APART
    }
    assert not near


def test_every_rule_names_a_control_of_qt():
    for part in (CHROME, CONTROLS, FIELDS, VIEWS):
        rules = re.sub(r"\{[^}]*\}", ",", part)
        for name in re.findall(r"(?<![#\w:-])([A-Z]\w+)", rules):
            assert hasattr(QtWidgets, name) or name in _INNER, name


def test_a_short_word_shows_whole_on_a_narrow_chip(qapp):
    assert fitted("I", 6)[0] == "I"
    assert fitted("we", 10)[0] == "we"
    assert fitted("You", 14)[0] == "You"
    text, font = fitted("thought", 30)
    assert QFontMetricsF(font or ui_font(11)).horizontalAdvance(text) <= 30


def test_what_was_framed_fills_another_width_until_it_is_touched():
    axis = Axis()
    axis.resize(400)
    axis.frame(TimeRange(0, ticks(8.0)))
    axis.resize(1600)
    view = axis.view.value
    assert view.x_of(ticks(8.0)) > 0.9 * view.width
    axis.zoom(2.0)
    scale = axis.view.value.scale
    axis.resize(900)
    assert axis.view.value.scale == scale


def test_the_transport_leaves_room_for_the_panels_beside_the_picture(studio, qtbot):
    studio.actions.add(playback_actions(studio))
    bar = TransportBar(studio)
    qtbot.addWidget(bar)
    assert bar.minimumSizeHint().width() <= 640
    bar.resize(700, 38)
    bar.show()
    clear = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Clear in and out")
    assert not clear.isVisible()
    studio.transport.set_range(TimeRange(0, ticks(1.0)))
    qtbot.waitUntil(clear.isVisible)
    bar.release()


@pytest.mark.parametrize("width", [360, 400, 500, 560, 700, 900])
def test_no_button_of_the_transport_is_squeezed(studio, qtbot, width):
    studio.actions.add(playback_actions(studio))
    bar = TransportBar(studio)
    qtbot.addWidget(bar, before_close_func=lambda widget: widget.release())
    studio.transport.set_range(TimeRange(0, ticks(1.0)))
    bar.resize(width, 38)
    bar.show()
    qtbot.waitExposed(bar)
    shown = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
    assert bar.width() == width
    assert len(shown) >= 5
    qtbot.waitUntil(lambda: all(b.width() >= b.minimumSizeHint().width() for b in shown))
    edges = sorted((b.mapTo(bar, b.rect().topLeft()).x(), b.width()) for b in shown)
    assert all(a + wide <= b for (a, wide), (b, _) in pairwise(edges))


def test_titles_are_written_as_sentences():
    for room in ("gui", "session"):
        for path in (Path(studio_package.__file__).parent / room).rglob("*.py"):
            found = [text for text in _texts(path) if _TITLE.fullmatch(text) and text not in _NAMES]
            assert not found, path.name


def _texts(path: Path) -> list[str]:
    """Strings of a module, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told]
    return [node.value for node in nodes if isinstance(node.value, str)]


def _contrast(a: str, b: str) -> float:
    dark, light = sorted(float(_linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (light + 0.05) / (dark + 0.05)


def _linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, sight: str | None) -> np.ndarray:
    """CIE L*a*b* (D65) of what an eye makes of a colour."""
    linear = _linear(colour)
    if sight is not None:
        linear = np.clip(np.array(_SEEN[sight]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    share = xyz / [0.9505, 1.0, 1.089]
    bent = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])
