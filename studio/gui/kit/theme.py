"""Colours, spacing and type of the window: one set of tokens, a dark and a light theme."""

from __future__ import annotations

from types import MappingProxyType

import attrs


@attrs.frozen
class Theme:
    """Colours as `#rrggbb`. Surfaces from the deepest (wells: lanes, viewport surround) to the highest
    (pop-ups); text by importance; one accent; emotions by name, told apart by colour-blind eyes."""

    name: str
    well: str
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
    "dark", well="#101216", window="#16191f", panel="#1b1f26", raised="#252a33", hover="#2e343f",
    border="#0b0d10", text="#e6e9ef", text_dim="#aab2c0", text_faint="#89919f", accent="#6aa5ff",
    on_accent="#0a1220", danger="#ff6b6b", warning="#f2b84b", success="#5fd08d", playhead="#ff5d5d",
    waveform="#5b7fae", grid="#232831", selection="#6aa5ff",
)  # fmt: skip

LIGHT = Theme(
    "light", well="#e4e7ec", window="#eef0f3", panel="#f7f8fa", raised="#ffffff", hover="#dfe4ec",
    border="#c9ced6", text="#1c2128", text_dim="#4b5462", text_faint="#5f6774", accent="#1c5fca",
    on_accent="#ffffff", danger="#bd2424", warning="#8a5200", success="#17703f", playhead="#d4302f",
    waveform="#5f7fae", grid="#d6dae1", selection="#1c5fca",
)  # fmt: skip

THEMES: MappingProxyType[str, Theme] = MappingProxyType({t.name: t for t in (DARK, LIGHT)})

SPACE = 4  # pixels: every margin and gap is a multiple
RADIUS = 5

# Eight hues apart in lightness as well as in hue, after Okabe and Ito (2008): every pair is at least 14
# (CIE76) apart for deuteranopes and protanopes too; lanes carry the name as well.
EMOTION_COLOURS: MappingProxyType[str, str] = MappingProxyType(
    {
        "joy": "#f0c541", "sadness": "#1f95f5", "anger": "#d0432f", "fear": "#8f68b4", "disgust": "#36b67d",
        "surprise": "#f396d1", "contempt": "#b98112", "pain": "#eae5d6",
    }
)  # fmt: skip


def emotion_colour(emotion: str) -> str:
    """Colour of a lane: an emotion, a style (`joy/broad`) or two together (`joy+surprise`: between both);
    emotions nobody named a colour for are grey."""
    found = [EMOTION_COLOURS.get(part.partition("/")[0], "#9aa3b2") for part in emotion.split("+")]
    if len(found) == 1:
        return found[0]
    mean = (sum(int(c[k : k + 2], 16) for c in found) // len(found) for k in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mean)
