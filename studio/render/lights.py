"""Where light comes from: a key, a fill and a rim light, and the ambience of sky and ground."""

from __future__ import annotations

import math

import attrs

from studio.core.problems import fail

Colour = tuple[float, float, float]


@attrs.frozen
class Light:
    """Light from far away. yaw, pitch in degrees as seen from the character: yaw 0 from the front, positive
    from its left; colour linear, 1 for a white surface facing it to be drawn white before the tone curve."""

    yaw: float
    pitch: float
    colour: Colour

    @property
    def direction(self) -> Colour:
        """Unit vector towards the light."""
        yaw, pitch = math.radians(self.yaw), math.radians(self.pitch)
        return (math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch))


@attrs.frozen
class Lights:
    """One lighting of the stage; colours are linear."""

    key: Light
    fill: Light
    rim: Light
    sky: Colour
    ground: Colour
    top: Colour  # background, upper edge
    bottom: Colour  # background, lower edge
    exposure: float = 1.0


LIGHTS: dict[str, Lights] = {
    "studio": Lights(
        Light(-38, 32, (1.55, 1.46, 1.36)), Light(50, 8, (0.34, 0.37, 0.44)), Light(155, 30, (0.9, 0.95, 1.05)),
        (0.30, 0.32, 0.36), (0.17, 0.15, 0.14), (0.105, 0.115, 0.13), (0.045, 0.048, 0.055),
    ),
    "soft": Lights(
        Light(-20, 25, (1.05, 1.02, 1.0)), Light(40, 5, (0.5, 0.5, 0.52)), Light(150, 35, (0.4, 0.4, 0.42)),
        (0.45, 0.46, 0.48), (0.27, 0.25, 0.24), (0.30, 0.31, 0.33), (0.16, 0.165, 0.175),
    ),
    "dramatic": Lights(
        Light(-62, 38, (1.9, 1.72, 1.5)), Light(60, 0, (0.08, 0.1, 0.15)), Light(140, 25, (0.9, 1.05, 1.4)),
        (0.08, 0.09, 0.12), (0.05, 0.045, 0.04), (0.03, 0.033, 0.04), (0.012, 0.013, 0.016),
    ),
    "flat": Lights(
        Light(0, 15, (0.75, 0.75, 0.75)), Light(0, -10, (0.2, 0.2, 0.2)), Light(180, 20, (0.0, 0.0, 0.0)),
        (0.6, 0.6, 0.6), (0.45, 0.45, 0.45), (0.22, 0.22, 0.22), (0.22, 0.22, 0.22),
    ),
}  # fmt: skip


def lighting(name: str) -> Lights:
    """The named preset. ProblemError for a name that is none."""
    if name not in LIGHTS:
        raise fail("render.light", "there is no such lighting", name, f"Choose one of {', '.join(LIGHTS)}")
    return LIGHTS[name]
