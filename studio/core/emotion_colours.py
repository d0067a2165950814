"""The colours emotions have wherever they are drawn: in the window, on contact sheets."""

from __future__ import annotations

from types import MappingProxyType

# Eight hues apart in lightness as well as in hue, after Okabe and Ito (2008): every pair is at least 14
# (CIE76) apart for deuteranopes and protanopes too; the name always stands beside.
EMOTION_COLOURS: MappingProxyType[str, str] = MappingProxyType(
    {
        "joy": "#f0c541", "sadness": "#1f95f5", "anger": "#d0432f", "fear": "#8f68b4", "disgust": "#36b67d",
        "surprise": "#f396d1", "contempt": "#b98112", "pain": "#eae5d6",
    }
)  # fmt: skip
_UNNAMED = "#9aa3b2"


def emotion_colour(emotion: str) -> str:
    """`#rrggbb` of an emotion, a style (`joy/broad`) or two together (`joy+surprise`: between both); emotions
    nobody named a colour for are grey."""
    found = [EMOTION_COLOURS.get(part.partition("/")[0], _UNNAMED) for part in emotion.split("+")]
    if len(found) == 1:
        return found[0]
    mean = (sum(int(c[k : k + 2], 16) for c in found) // len(found) for k in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mean)
