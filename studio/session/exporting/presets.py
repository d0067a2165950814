"""What each engine wants of an export, and presets of the artist's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from studio.core.problems import ProblemError, fail
from studio.core.time import Rate, parse_rate
from studio.session.files.opening import is_bundled
from studio.session.settings import Settings

OWN = "export.presets"
LAST = "export.last"
SCENE_RATE = "scene"
MOST_FPS = 240
PATTERN = "{character}"
LINE_PATTERN = "{character}_{line}"


class Range:
    """What of the scene is written: everything, from in to out, or every line as a file of its own."""

    ALL, IN_OUT, LINES = "all", "range", "lines"


@attrs.frozen
class ExportPreset:
    """rate: `scene` or frames a second as people write them; influences: joints a vertex may follow in FBX;
    pattern: of file names, with {project} {scene} {character} {line} {rate}; audio: recordings go along;
    note: what the engine expects; own: made by the artist."""

    name: str
    formats: tuple[str, ...] = ("fbx",)
    rate: str = SCENE_RATE
    influences: int = 4
    range: str = Range.ALL
    pattern: str = PATTERN
    audio: bool = False
    icon: str = "export"
    note: str = ""
    own: bool = False


PRESETS: tuple[ExportPreset, ...] = (
    ExportPreset(
        "Unity", ("fbx",), influences=4, icon="cube",
        note="FBX with 52 blend shapes in percent and a skin of 4 joints. Import as Humanoid or Generic, "
        "with Import BlendShapes on.",
    ),
    ExportPreset(
        "Unreal", ("fbx", "csv"), influences=8, icon="game-controller",
        note="FBX as skeletal mesh (turn on Import Morph Targets), and a Live Link Face take for MetaHumans.",
    ),
    ExportPreset(
        "Blender", ("fbx",), influences=8, icon="circles-four",
        note="FBX with shape keys and an armature. Set the scene in Blender to the same frame rate.",
    ),
    ExportPreset(
        "Maya", ("fbx", "bvh"), influences=8, icon="polygon",
        note="FBX in centimetres, Y up, with blend shapes and skin clusters; BVH for the skeleton alone.",
    ),
    ExportPreset(
        "Live Link Face", ("csv",), rate="60", icon="face-mask",
        note="CSV as the phone app records it: 52 shapes and head at 60 frames a second, for any ARKit face.",
    ),
    ExportPreset(
        "Arrays", ("npz", "smplx"), icon="table",
        note="NumPy files: channels, joints and SMPL-X poses, in metres, for your own tools.",
    ),
)  # fmt: skip


def presets(settings: Settings) -> tuple[ExportPreset, ...]:
    """The program's own and then the artist's; those that cannot be read are left out."""
    kept = settings.get(OWN, [])
    own = (preset_of(entry) for entry in kept if isinstance(entry, Mapping))
    return (*PRESETS, *(preset for preset in own if preset is not None))


def preset_named(settings: Settings, text: str) -> ExportPreset:
    """A preset by its name or how that begins, whatever its capitals and spaces. Raises ProblemError."""
    wanted, known = _letters(text), presets(settings)
    same = [p for p in known if _letters(p.name) == wanted]
    like = [p for p in known if wanted and _letters(p.name).startswith(wanted)]
    if not same and len(like) != 1:
        names = ", ".join(p.name for p in known)
        raise fail("export.preset", "there is no such preset", text or "--preset", f"Choose from {names}")
    return (same or like)[0]


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def keep_preset(settings: Settings, preset: ExportPreset) -> None:
    """Keeps a preset of the artist's in place of one of the same name. Raises ProblemError for a name that is
    empty or the program's own."""
    name = preset.name.strip()
    if not name or any(p.name.casefold() == name.casefold() for p in PRESETS):
        text = f"'{name}' is the name of a preset that comes with the program" if name else "has no name"
        raise fail("export.preset", text, "preset", "Choose another name")
    others = [e for e in settings.get(OWN, []) if not (isinstance(e, Mapping) and e.get("name") == name)]
    settings.set(OWN, [*others, plain(attrs.evolve(preset, name=name, own=True))])


def forget_preset(settings: Settings, name: str) -> None:
    settings.set(
        OWN, [e for e in settings.get(OWN, []) if not (isinstance(e, Mapping) and e.get("name") == name)]
    )


def plain(preset: ExportPreset) -> dict[str, Any]:
    """A preset as JSON."""
    return {**attrs.asdict(preset), "formats": list(preset.formats)}


def preset_of(entry: Mapping[str, Any]) -> ExportPreset | None:
    """A preset of JSON; None when it is none that this program understands."""
    from studio.session.exporting.exports import chosen_formats  # noqa: PLC0415 - loads the writers

    try:
        formats = tuple(f.name for f in chosen_formats(",".join(map(str, entry.get("formats", ())))))
        preset = ExportPreset(
            str(entry["name"]), formats, str(entry.get("rate", SCENE_RATE)), int(entry.get("influences", 4)),
            str(entry.get("range", Range.ALL)), str(entry.get("pattern", PATTERN)),
            bool(entry.get("audio")), own=True,
        )  # fmt: skip
        rate_of(preset.rate, Rate(30))
    except (ProblemError, KeyError, TypeError, ValueError):
        return None
    known = preset.influences in {4, 8} and preset.range in {Range.ALL, Range.IN_OUT, Range.LINES}
    return preset if known else None


def rate_of(text: str, scene: Rate) -> Rate:
    """The rate of an export: the scene's, or what was typed. Raises ProblemError beyond 1..240."""
    if text.strip().casefold() in {SCENE_RATE, ""}:
        return scene
    try:
        rate = parse_rate(text.strip().removesuffix("fps").strip())
    except ValueError as error:
        said = str(error).replace("1 and 1000", f"1 and {MOST_FPS}")
        raise fail("export.rate", said, "frame rate", "Try 24, 25, 30, 60 or 29.97") from error
    if rate.fps > MOST_FPS:
        raise fail(
            "export.rate", f"{text} frames a second are too many", "frame rate", f"Stay within {MOST_FPS}"
        )
    return rate


def usual_folder(project: Path | None) -> Path:
    """Where exports go when nobody said otherwise: beside the project's file, but not among the program's own
    files, where the demo lies."""
    if project is None or is_bundled(project):
        return Path.home() / "Moodline exports"
    return project.parent / "exports"
