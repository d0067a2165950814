"""The look of Qt's own controls, filled in from a theme's tokens.

Widgets ask for a special look by properties: `class="primary"` (the one button that does it), `"danger"`,
`"flat"`, `"title"`, `"dim"`, `"heading"`, `"card"`, `"segment"`.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

import attrs

from studio.gui.kit.stylesheet_parts import CHROME, CONTROLS, FIELDS, VIEWS
from studio.gui.kit.theme import RADIUS, SPACE, Theme


def stylesheet(theme: Theme, marks: Path) -> str:
    """marks: folder of the theme's ticks and arrows."""
    tokens = {field.name: getattr(theme, field.name) for field in attrs.fields(Theme)}
    shades = {
        "edge": mixed(theme.panel, theme.text, 0.13),
        "edge_strong": mixed(theme.panel, theme.text, 0.26),
        "field_edge": field_edge(theme),
        "pressed": mixed(theme.raised, theme.well, 0.6),
        "accent_soft": mixed(theme.panel, theme.accent, 0.22),
        "accent_hover": mixed(theme.accent, theme.text, 0.16),
        "danger_soft": mixed(theme.panel, theme.danger, 0.18),
        "row": mixed(theme.panel, theme.text, 0.035),
    }
    sizes = {"radius": f"{RADIUS}px", "small": f"{RADIUS - 2}px", "s1": f"{SPACE}px", "s2": f"{2 * SPACE}px"}
    text = "\n".join((CHROME, CONTROLS, FIELDS, VIEWS))
    return Template(text).substitute(tokens | shades | sizes, marks=marks.as_posix())


def field_edge(theme: Theme) -> str:
    """The line around what can be typed: a bright field on a bright panel shows by nothing else."""
    return mixed(theme.panel, theme.text, 0.13 if theme.field == theme.well else 0.26)


def mixed(under: str, over: str, share: float) -> str:
    """A colour `share` (0..1) of the way from one `#rrggbb` to another."""
    pairs = zip(_rgb(under), _rgb(over), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
