"""The materials' pictures as they go into a file: with the surface's own colour in them."""

from __future__ import annotations

import io
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemLog
from studio.interchange.parts.names import safe
from studio.rig import characters
from studio.rig.schema import F64, Material, Rig


@attrs.frozen
class Picture:
    """A PNG file under the name that readers unpack it by."""

    name: str
    data: bytes


def pictures_of(rig: Rig, log: ProblemLog) -> dict[int, Picture]:
    """Pictures by material slot. One that cannot be read is told to `log` and left out.

    Our renderer multiplies a picture by the material's colour and the vertices' tint; most programs show
    the picture alone, so that both are worked into it.
    """
    found: dict[int, Picture] = {}
    for slot, material in enumerate(rig.materials):
        if not material.texture:
            continue
        try:
            data = _read(characters.folder() / rig.name / material.texture)
            tint = np.array(material.colour) * mean_tint(rig, slot)
            whole = np.allclose(tint, 1.0, atol=1 / 512)
            found[slot] = Picture(_name(rig, material, own=not whole), data if whole else _tinted(data, tint))
        except OSError as error:
            text = f"its picture {material.texture} cannot be read ({error}), so the export has plain colours"
            log.warn("interchange.picture", text, rig.name, "Install the character again")
    return found


def _read(path: Path) -> bytes:
    data = path.read_bytes()
    if not data.startswith(b"\x89PNG"):
        raise OSError("it is no PNG file")
    return data


def mean_tint(rig: Rig, slot: int) -> F64:
    """Mean vertex colour [3] of a material's surface, linear."""
    mine = rig.triangles[rig.triangle_material == slot]
    tint: F64 = rig.colours[mine].mean(axis=(0, 1), dtype=np.float64) if len(mine) else np.ones(3)
    return tint


def encoded(linear: npt.NDArray[np.floating]) -> F64:
    """Display-encoded values 0..1 of linear ones (IEC 61966-2-1)."""
    linear = np.clip(np.asarray(linear, np.float64), 0.0, 1.0)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _linear(shown: F64) -> F64:
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


def _name(rig: Rig, material: Material, *, own: bool) -> str:
    # The character's name goes before: Unreal reuses a picture that it already has by name.
    place = Path(material.texture)
    stem = f"{material.name}_{place.stem}" if own and material.name != place.stem else place.stem
    return f"{safe(f'{rig.name}_{stem}')}{place.suffix}"


def _tinted(data: bytes, tint: F64) -> bytes:
    from PIL import Image  # noqa: PLC0415 - heavy, and most exports have nothing to tint

    with Image.open(io.BytesIO(data)) as image:
        alpha = "A" in image.mode
        picture = image.convert("RGBA" if alpha else "RGB")
    levels = _linear(np.arange(256) / 255.0)
    table = [round(255 * value) for channel in tint for value in encoded(levels * channel)]
    out = io.BytesIO()
    picture.point(table + (list(range(256)) if alpha else [])).save(out, "PNG", compress_level=1)
    return out.getvalue()
