"""What can be done in the viewport, as actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.gui.viewport.cameras import BODY
from studio.session.actions import Action
from studio.session.staging.viewing import NEAR, OVERLAYS

if TYPE_CHECKING:
    from studio.gui.viewport.panel import ViewportPanel

SCOPE = "viewport"
CAMERAS = "View/Camera"
LIGHT = "View/Light"
OVERLAY = "View/Show on the stage"
MARKS = "View/Camera bookmarks"

# preset -> (title, keys by map). Blender's number block looks from the front (1), the side (3) and from far
# off (7); Maya keeps 4 and 5 for how things are drawn.
CAMERA_ACTIONS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "face": ("Face", {"": ("1",), "blender": ("1", "Num+1")}),
    "three_quarter": ("Three-quarter", {"": ("2",)}),
    "profile": ("Profile", {"": ("3",), "blender": ("3", "Num+3")}),
    "bust": ("Bust", {"": ("4",), "maya": ()}),
    "half": ("Half figure", {"": ("5",), "maya": ()}),
    "body": ("Whole body", {"": ("6",), "blender": ("6", "Num+7")}),
    "mouth": ("Mouth", {"": ("7",)}),
    "eyes": ("Eyes", {"": ("8",)}),
    "body_three_quarter": ("Body, three-quarter", {}),
    "body_side": ("Body, side", {}),
}
LIGHT_TITLES = {"studio": "Studio", "soft": "Soft", "dramatic": "Dramatic", "flat": "Flat"}
OVERLAY_ACTIONS: dict[str, tuple[str, str, dict[str, tuple[str, ...]], str]] = {
    "name": ("Name and time", "identification-card", {}, "The character's name and the playhead's time"),
    "subtitle": ("Subtitles", "closed-captioning", {"": ("Shift+S",)}, "What is said, word by word"),
    "safe": ("Safe frame", "frame-corners", {"": ("Shift+F",)}, "Edges that screens may cut off"),
    "wire": ("Wireframe", "polygon", {"": ("W",), "blender": ("Shift+Z",), "maya": ("4",)}, "The mesh"),
    "skeleton": ("Skeleton", "person-simple", {"": ("B",)}, "Joints and bones"),
    "contacts": ("Lip contacts", "smiley-wink", {"": ("P",)}, "Where lips must close; red where they miss"),
    "ghost": ("Ghost of the last take", "ghost", {"": ("G",)}, "The take before this one, as glass"),
    "stats": ("Frames a second", "gauge", {}, "How fast pictures are drawn"),
}  # fmt: skip


def viewport_actions(panel: ViewportPanel) -> Iterator[Action]:
    yield from _camera_actions(panel)
    yield from _bookmark_actions(panel)
    yield from _light_actions(panel)
    yield from _overlay_actions(panel)
    yield from _stage_actions(panel)


def _camera_actions(panel: ViewportPanel) -> Iterator[Action]:
    for name, (title, keys) in CAMERA_ACTIONS.items():
        yield Action(
            f"viewport.camera_{name}", title, _call(panel.cameras.go_to, name), CAMERAS, keys, SCOPE,
            enabled=panel.cameras.has_cast, checked=lambda name=name: panel.viewing.value.camera == name, # type: ignore[misc]
            tip=_camera_tip(name, title),
        )  # fmt: skip
    yield Action(
        "viewport.frame", "Frame the character", panel.cameras.frame_one, CAMERAS,
        {"": ("F",), "blender": ("Num+.", "F")}, SCOPE, enabled=panel.cameras.has_cast, icon="corners-out",
        tip="All of the current character, from where the camera looks",
    )  # fmt: skip
    yield Action(
        "viewport.frame_all", "Frame everybody", panel.cameras.frame_everybody, CAMERAS,
        {"": ("A",), "blender": ("Home", "A")}, SCOPE, enabled=panel.cameras.has_cast, icon="users",
        tip="The whole cast in the picture",
    )  # fmt: skip
    yield Action(
        "viewport.follow", "Follow the head", panel.cameras.toggle_follow, CAMERAS, {"": ("H",)}, SCOPE,
        checked=lambda: panel.viewing.value.follow, icon="crosshair",
        tip="The camera goes where the head goes",
    )  # fmt: skip


def _camera_tip(name: str, title: str) -> str:
    if name == BODY:
        return "Everybody on the stage from head to foot; once more: the current character alone"
    again = "" if name in NEAR else "; once more: everybody"
    return f"Look at the character: {title.lower()}{again}"


def _bookmark_actions(panel: ViewportPanel) -> Iterator[Action]:
    for number in range(1, 10):
        yield Action(
            f"viewport.go_{number}", f"Go to bookmark {number}",
            _call(panel.cameras.go_to_bookmark, number), MARKS,
            {"": (f"Alt+{number}", f"Shift+{number}", _SHIFTED[number])}, SCOPE,
            enabled=lambda number=number: panel.cameras.has_bookmark(number),  # type: ignore[misc]
            tip="The camera as it was kept under this number",
        )  # fmt: skip
    for number in range(1, 10):
        yield Action(
            f"viewport.keep_{number}", f"Keep as bookmark {number}",
            _call(panel.cameras.keep_bookmark, number), MARKS,
            {"": (f"Ctrl+{number}",)}, SCOPE, enabled=panel.cameras.has_cast,
            tip="Keep the camera under this number",
        )  # fmt: skip


# What Shift makes of digits where the keyboard is American.
_SHIFTED = dict(zip(range(1, 10), "!@#$%^&*(", strict=True))


def _light_actions(panel: ViewportPanel) -> Iterator[Action]:
    for name, title in LIGHT_TITLES.items():
        yield Action(
            f"viewport.light_{name}", title, _call(panel.set_light, name), LIGHT, {}, SCOPE,
            checked=lambda name=name: panel.viewing.value.light == name,  # type: ignore[misc]
            tip=f"Light the stage: {title.lower()}",
        )  # fmt: skip
    yield Action(
        "viewport.next_light", "Next light", panel.next_light, LIGHT, {"": ("Shift+L",)}, SCOPE,
        tip="The next light of the list",
    )  # fmt: skip


def _overlay_actions(panel: ViewportPanel) -> Iterator[Action]:
    for name in OVERLAYS:
        title, icon, keys, tip = OVERLAY_ACTIONS[name]
        yield Action(
            f"viewport.show_{name}", title, _call(panel.toggle, name), OVERLAY, keys, SCOPE,
            checked=lambda name=name: name in panel.viewing.value.shown,  # type: ignore[misc]
            icon=icon, tip=tip,
        )  # fmt: skip


def _stage_actions(panel: ViewportPanel) -> Iterator[Action]:
    yield Action(
        "viewport.regions", "Choose face regions", panel.toggle_regions, "View", {"": ("R",)}, SCOPE,
        checked=lambda: panel.stage_view.hand.active, icon="selection-plus",
        tip="Point at the face: its regions light up, a click chooses where the brush paints, Shift adds",
    )  # fmt: skip
    yield Action(
        "viewport.whole_face", "Paint the whole face", panel.stage_view.hand.clear, "View", {}, SCOPE,
        enabled=lambda: bool(panel.studio.brush.value.regions), icon="smiley",
        tip="Choose no region: the brush paints everywhere",
    )  # fmt: skip
    yield Action(
        "viewport.alone", "Only the current character", panel.toggle_alone, "View", {"": ("/",)}, SCOPE,
        enabled=panel.cameras.has_several, checked=lambda: panel.stage_view.alone, icon="user-focus",
        tip="Everybody else leaves the stage",
    )  # fmt: skip
    yield Action(
        "viewport.solid", "Solid", panel.solid, OVERLAY, {"maya": ("5",)}, SCOPE,
        tip="Nothing laid over the character",
    )  # fmt: skip
    yield Action(
        "viewport.picture", "Copy the picture", panel.copy_picture, "Edit", {"": ("Ctrl+Shift+C",)}, SCOPE,
        enabled=panel.cameras.has_cast, icon="image", tip="The stage as a picture, onto the clipboard",
    )  # fmt: skip


def _call(
    what: Callable[[object], object] | Callable[..., object], *arguments: object
) -> Callable[[], object]:
    return lambda: what(*arguments)
