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
    top: Colour  # background's upper edge, as the display shows it
    bottom: Colour  # its lower edge, likewise
    exposure: float = 1.0


LIGHTS: dict[str, Lights] = {
    "studio": Lights(
        Light(-38, 34, (1.18, 1.08, 0.97)),
        Light(52, 6, (0.22, 0.225, 0.24)),
        Light(150, 28, (0.75, 0.82, 0.95)),
        (0.235, 0.235, 0.25), (0.13, 0.105, 0.095), (0.35, 0.365, 0.39), (0.17, 0.175, 0.19),
    ),
    "soft": Lights(
        Light(-22, 28, (0.72, 0.70, 0.67)),
        Light(42, 4, (0.26, 0.26, 0.28)),
        Light(150, 35, (0.32, 0.33, 0.36)),
        (0.34, 0.35, 0.37), (0.21, 0.19, 0.18), (0.62, 0.63, 0.65), (0.42, 0.43, 0.45),
    ),
    "dramatic": Lights(
        Light(-62, 38, (1.55, 1.36, 1.12)),
        Light(60, 0, (0.035, 0.045, 0.07)),
        Light(138, 22, (0.85, 1.05, 1.5)),
        (0.05, 0.06, 0.085), (0.03, 0.026, 0.024), (0.16, 0.17, 0.2), (0.06, 0.063, 0.075),
    ),
    "flat": Lights(
        Light(0, 15, (0.5, 0.5, 0.5)),
        Light(0, -10, (0.12, 0.12, 0.12)),
        Light(180, 20, (0.0, 0.0, 0.0)),
        (0.46, 0.46, 0.46), (0.36, 0.36, 0.36), (0.5, 0.5, 0.5), (0.5, 0.5, 0.5),
    ),
}  # fmt: skip


def lighting(name: str) -> Lights:
    """The named preset. ProblemError for a name that is none."""
    if name not in LIGHTS:
        raise fail("render.light", "there is no such lighting", name, f"Choose one of {', '.join(LIGHTS)}")
    return LIGHTS[name]
