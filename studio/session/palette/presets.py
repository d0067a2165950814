"""Faces an artist keeps: in the settings, and as small JSON files to hand on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import attrs

from studio.core.files import atomic_write
from studio.core.names import FACE_REGIONS
from studio.core.problems import ProblemError, fail
from studio.document.schema import EmotionTrack
from studio.emotion.fields import Field
from studio.emotion.labels import shortened
from studio.emotion.mix import TOGETHER, strengths_of_track
from studio.emotion.prototypes import MOST, PARTS
from studio.emotion.units import UNIT_INDEX
from studio.session.palette.palette import Swatch, plain_strengths, style_of_track

KEY = "palette.presets"
FORMAT = "moodline-faces"
SUFFIX = ".faces.json"
_LARGEST = 1_000_000
_MOST = 500
_LONGEST_NAME = 60


class Kept(Protocol):
    """The artist's settings, as far as they are asked here."""

    def get(self, key: str, default: Any = None) -> Any: ...  # noqa: ANN401 - JSON

    def set(self, key: str, value: Any) -> None: ...  # noqa: ANN401 - JSON


def presets(settings: Kept) -> tuple[Swatch, ...]:
    """The artist's own, in the order they were kept; entries that mean nothing are passed over."""
    found = []
    kept = settings.get(KEY, [])
    for entry in kept[:_MOST] if isinstance(kept, list) else ():
        try:
            found.append(_swatch(Field("settings", KEY, entry)))
        except ProblemError:
            continue  # a bad entry of a file edited by hand must not lose the others
    return tuple(found)


def preset_of_track(track: EmotionTrack, title: str, intensity: float) -> Swatch:
    """A lane's emotion, variant, regions and strengths under a name of the artist's."""
    return Swatch(
        style_of_track(track), title, dict(track.regions), strengths_of_track(track), intensity, own=True
    )


def keep(settings: Kept, swatch: Swatch) -> Swatch:
    """Adds one, or replaces the one of its name; the name as it was kept."""
    named = attrs.evolve(swatch, title=_name(swatch.title), own=True)
    others = [s for s in presets(settings) if s.title != named.title]
    _put(settings, [*others, named])
    return named


def rename(settings: Kept, title: str, to: str) -> None:
    """Raises ProblemError when the name is empty or taken."""
    name = _name(to)
    every = presets(settings)
    if name != title and any(s.title == name for s in every):
        raise fail("palette.name", "is the name of another face", shortened(name), "Choose another name")
    _put(settings, [attrs.evolve(s, title=name) if s.title == title else s for s in every])


def remove(settings: Kept, title: str) -> None:
    _put(settings, [s for s in presets(settings) if s.title != title])


def free_name(settings: Kept, wanted: str) -> str:
    """`wanted`, or with the first number that is free."""
    taken = {s.title for s in presets(settings)}
    numbered = (f"{wanted} {k}" for k in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def write_faces(path: Path, swatches: Iterable[Swatch]) -> None:
    """Raises ProblemError when the file cannot be written."""
    document = {"format": FORMAT, "faces": [_plain(swatch) for swatch in swatches]}
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    with atomic_write(path) as stream:
        stream.write(text.encode())


def read_faces(path: Path) -> tuple[Swatch, ...]:
    """The faces of such a file. Raises ProblemError naming the place of what is wrong."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
        document = json.loads(data.decode("utf-8-sig")) if len(data) <= _LARGEST else None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise fail("palette.read", f"cannot be read ({reason})", str(path), "Check the path") from error
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise fail("palette.read", "holds no faces", path.name, f"Choose a file that ends in {SUFFIX}")
    faces = Field(path.name, "", document).item("faces")
    return tuple(_swatch(field) for field in faces.items(_MOST))


def _put(settings: Kept, swatches: Iterable[Swatch]) -> None:
    settings.set(KEY, [_plain(swatch) for swatch in swatches])


def _plain(swatch: Swatch) -> dict[str, Any]:
    return {
        "name": swatch.title,
        "style": swatch.style,
        "regions": dict(swatch.regions),
        "units": plain_strengths(swatch.units),
        "intensity": swatch.intensity,
        "rise": swatch.rise,
        "fall": swatch.fall,
    }


def _swatch(field: Field) -> Swatch:
    style = field.item("style").text()
    if any(part not in PARTS for part in style.split(TOGETHER)):
        raise field.item("style").wrong("is not a face the studio knows")
    regions = _weights(field, "regions", 1.0)
    units = _weights(field, "units", MOST)
    return Swatch(
        style,
        _name(field.item("name").text()),
        {name: weight for name, weight in regions.items() if name in FACE_REGIONS},
        tuple(sorted((int(n), v) for n, v in units.items() if n.isdecimal() and int(n) in UNIT_INDEX)),
        field.optional_number("intensity", 0.8, 0.0, 1.0),
        field.optional_number("rise", 0.2, 0.0, 60.0),
        field.optional_number("fall", 0.35, 0.0, 60.0),
        own=True,
    )


def _weights(field: Field, key: str, high: float) -> dict[str, float]:
    if not field.has(key):
        return {}
    return {name: weight.number(0.0, high) for name, weight in field.item(key).entries(64)}


def _name(text: str) -> str:
    name = " ".join(text.split())[:_LONGEST_NAME]
    if not name:
        raise fail("palette.name", "a face needs a name", hint="Type one")
    return name
