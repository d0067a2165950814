"""What a plugin says of itself: `plugin.toml`, read without running any of its code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import cattrs

from studio.core.problems import fail
from studio_plugin import API_VERSION, CONTROL_TYPES, TRACK_TYPES, Control

FILE_NAME = "plugin.toml"
KINDS = ("generator", "analyser", "voice", "metric")
ISOLATIONS = ("in_process", "worker_env", "remote")
LENGTH_RULES = ("asked", "audio*fps", "fixed")
_LARGEST_FILE = 1_000_000


@attrs.frozen
class Runtime:
    """Where the code runs. entry: `module:Class` in the plugin's folder."""

    isolation: str
    entry: str = ""
    python: str = ""
    torch: str = ""
    cuda: str = ""
    devices: tuple[str, ...] = ("cpu",)
    dtypes: tuple[str, ...] = ("fp32",)
    min_vram_mb: int = 0
    network: bool = False


@attrs.frozen
class Asset:
    """A file that the plugin may open, and its terms."""

    name: str
    role: str = "model"
    files: tuple[str, ...] = ()
    loader: str = "npz"
    allow_pickle: bool = False
    key_check: str = "exact"
    licence: str = ""
    commercial: str = "yes"
    redistribute: bool = True
    registration: bool = False
    terms_url: str = ""
    sha256: str = ""


@attrs.frozen
class AudioNeeds:
    """The sound that the host hands over; no roles: the model never hears any."""

    sample_rate: int = 16_000
    channels: int = 1
    normalise: str = "none"
    roles: tuple[str, ...] = ("self",)
    max_seconds: float = 0.0
    fixed_seconds: float = 0.0
    min_seconds: float = 0.0


@attrs.frozen
class TrackSpec:
    """A track the model promises; names: its channels where they are fixed."""

    type: str
    names: tuple[str, ...] = ()
    facts: dict[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class LengthLaw:
    """How many frames come back: as asked by the host, the audio's length times fps (padded up to a
    multiple of `pad_to`, or the last part window dropped), or a fixed number."""

    rule: str = "audio*fps"
    pad_to: int = 1
    drop_tail: bool = False
    frames: int = 0


@attrs.frozen
class Output:
    tracks: tuple[TrackSpec, ...]
    fps: float = 30.0
    fps_free: bool = False
    length: LengthLaw = LengthLaw()


@attrs.frozen
class Window:
    mode: str = "whole"
    frames: int = 0
    stride: int = 0
    context_left: int = 0
    context_right: int = 0
    seed_frames: int = 0


@attrs.frozen
class VariationSpec:
    stochastic: bool = False
    seed: str = "none"
    temperature: bool = False
    samples_per_call: int = 1


@attrs.frozen
class Manifest:
    """A plugin as it describes itself. folder: where it lies; bundled: shipped with the program."""

    api: int
    id: str
    name: str
    version: str
    kind: str
    runtime: Runtime
    output: Output
    licence: str = ""
    phonemes: tuple[str, ...] = ()
    asset: tuple[Asset, ...] = ()
    audio: AudioNeeds = AudioNeeds()
    window: Window = Window()
    variation: VariationSpec = VariationSpec()
    control: tuple[Control, ...] = ()
    folder: Path = Path()
    bundled: bool = False


def read_manifest(folder: Path, *, bundled: bool = False) -> Manifest:
    """The manifest of a plugin's folder. Raises ProblemError when it is missing, unreadable or wrong."""
    path = folder / FILE_NAME
    table = _read_toml(path)
    if table.get("api") != API_VERSION:
        text = f"it is written for version {table.get('api', '(none)')} of the contract, not {API_VERSION}"
        raise fail("models.api", text, str(path), "Install a matching version of the plugin")
    try:
        manifest = _converter().structure(table, Manifest)
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        text = "; ".join(line.replace("@ $.", "at ").strip() for line in cattrs.transform_error(error)[:5])
        raise fail("models.manifest", f"the description is wrong: {text}", str(path), _HINT) from error
    _check(manifest, path)
    return attrs.evolve(manifest, folder=folder, bundled=bundled)


_HINT = "Ask the plugin's author"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise fail("models.manifest", "the description is larger than 1 MB", str(path), _HINT)
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise fail("models.manifest", f"cannot be read ({reason})", str(path), _HINT) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise fail("models.manifest", f"is not TOML ({error})", str(path), _HINT) from error


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (int, str, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook_func(
        lambda kind: kind is Control, lambda value, _: _control(converter, value)
    )
    return converter


def _exactly(value: object, kind: type) -> object:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is not of type {kind.__name__}")
    return value


def _number(value: object, _kind: type) -> float:
    if type(value) not in {int, float}:
        raise ValueError(f"{value!r} is not a number")
    return float(value)  # type: ignore[arg-type] # narrowed by the exact types above


def _control(converter: cattrs.Converter, value: object) -> Control:
    fields = dict(value) if isinstance(value, dict) else {}
    kind = CONTROL_TYPES.get(str(fields.pop("type", "")))
    if kind is None:
        raise ValueError(f"a control's type is one of {', '.join(CONTROL_TYPES)}")
    return converter.structure(fields, kind)


def _check(manifest: Manifest, path: Path) -> None:
    entry = manifest.runtime.entry
    types = [track.type for track in manifest.output.tracks]
    wrong = [
        (not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", manifest.id), f"the id '{manifest.id}'"),
        (manifest.kind not in KINDS, f"the kind '{manifest.kind}'"),
        (manifest.runtime.isolation not in ISOLATIONS, f"the isolation '{manifest.runtime.isolation}'"),
        (not re.fullmatch(r"\w+(\.\w+)*:\w+", entry), f"the entry '{entry}'"),
        (not types or not set(types) <= set(TRACK_TYPES), f"the track types {types}"),
        (manifest.output.length.rule not in LENGTH_RULES, f"the length '{manifest.output.length.rule}'"),
        (not 0 < manifest.output.fps <= 1000, f"{manifest.output.fps} frames a second"),
        (not 0 < manifest.audio.sample_rate <= 400_000, f"the sample rate {manifest.audio.sample_rate}"),
    ]
    for is_wrong, what in wrong:
        if is_wrong:
            raise fail("models.manifest", f"the description has no meaning: {what}", str(path), _HINT)
