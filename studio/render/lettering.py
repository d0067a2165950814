"""Letters on pictures: a face that has the script's letters, at the size asked for."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Pillow carries a clean Latin face of its own; these are asked, in order, for letters that it lacks.
_SYSTEM_FACES = (
    "DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "FreeSans.ttf",
    "arial.ttf", "msyh.ttc", "Arial Unicode.ttf", "Helvetica.ttc",
)  # fmt: skip
_UNKNOWN = "\uffff"


def font_for(text: str, size: int) -> Font:
    """The first face that can write all of the text; where none can, the one lacking the fewest letters."""
    letters = "".join(sorted({letter for letter in text if letter.isprintable() and not letter.isspace()}))
    return _face(_best_face(letters), size)


def anchor(font: Font) -> str:
    """Left and vertically centred; Pillow without FreeType has one face only, which knows no anchors."""
    return "lm" if isinstance(font, ImageFont.FreeTypeFont) else "la"


@lru_cache(maxsize=256)
def _best_face(letters: str) -> str:
    lacking = {}
    for name in ("", *_SYSTEM_FACES):
        lacking[name] = _count_lacking(name, letters)
        if lacking[name] == 0:
            return name
    return min(lacking, key=lambda name: lacking[name])


@lru_cache(maxsize=64)
def _face(name: str, size: int) -> Font:
    return ImageFont.truetype(name, size) if name else ImageFont.load_default(size)


@lru_cache(maxsize=16)
def _is_there(name: str) -> bool:
    try:
        _face(name, 16)
    except OSError:
        return False
    return True


def _count_lacking(name: str, letters: str) -> int:
    if not _is_there(name):
        return len(letters) + 1
    unknown = _drawn(name, _UNKNOWN)
    return sum(_drawn(name, letter) == unknown for letter in letters)


@lru_cache(maxsize=4096)
def _drawn(name: str, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _face(name, 16).getmask(letter)
    return mask.size, bytes(mask)
