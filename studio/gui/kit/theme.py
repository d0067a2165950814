"""Colours, spacing and type of the window: one set of tokens, a dark and a light theme."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from studio.core.emotion_colours import EMOTION_COLOURS, emotion_colour


@attrs.frozen
class Theme:
    """Colours as `#rrggbb`. Surfaces from the deepest (wells: lanes, viewport surround) to the highest
    (pop-ups), and `field` for what can be typed or ticked; text by importance; one accent; emotions by name,
    told apart by colour-blind eyes."""

    name: str
    well: str
    field: str
    window: str
    panel: str
    raised: str
    hover: str
    border: str
    text: str
    text_dim: str
    text_faint: str
    accent: str
    on_accent: str
    danger: str
    warning: str
    success: str
    playhead: str
    waveform: str
    grid: str
    selection: str


DARK = Theme(
    "dark", well="#101216", field="#101216", window="#16191f", panel="#1b1f26", raised="#252a33",
    hover="#2e343f", border="#0b0d10", text="#e6e9ef", text_dim="#aab2c0", text_faint="#89919f",
    accent="#6aa5ff", on_accent="#0a1220", danger="#ff6b6b", warning="#f2b84b", success="#5fd08d",
    playhead="#ff5d5d", waveform="#5b7fae", grid="#232831", selection="#6aa5ff",
)  # fmt: skip

LIGHT = Theme(
    "light", well="#e4e7ec", field="#ffffff", window="#eef0f3", panel="#f7f8fa", raised="#ffffff",
    hover="#dfe4ec", border="#c9ced6", text="#1c2128", text_dim="#4b5462", text_faint="#5f6774",
    accent="#1c5fca", on_accent="#ffffff", danger="#bd2424", warning="#8a5200", success="#17703f",
    playhead="#d4302f", waveform="#5f7fae", grid="#d6dae1", selection="#1c5fca",
)  # fmt: skip

THEMES: MappingProxyType[str, Theme] = MappingProxyType({t.name: t for t in (DARK, LIGHT)})

SPACE = 4  # pixels: every margin and gap is a multiple
RADIUS = 5

__all__ = ["DARK", "EMOTION_COLOURS", "LIGHT", "RADIUS", "SPACE", "THEMES", "Theme", "emotion_colour"]
