"""Markers at the playhead."""

from __future__ import annotations

from studio.document.edits.scenes import add_marker, remove_marker
from studio.document.identity import fresh_id
from studio.document.schema import Marker
from studio.session.studio import Studio


def add_marker_at(studio: Studio, at: int) -> None:
    """A marker more, named by its number."""
    scene = studio.scene
    if scene is None:
        return
    id_ = fresh_id(studio.project, "marker-")
    name = f"{len(scene.markers) + 1}"
    studio.apply("Add marker", lambda p: add_marker(p, scene.id, Marker(id_, at, name)))


def toggle_marker(studio: Studio) -> None:
    """A marker at the playhead; takes away the one that stands on this frame."""
    scene, transport = studio.scene, studio.transport
    markers = scene.markers if scene is not None else ()
    here = next((m for m in markers if transport.rate.frame_at(m.time) == transport.frame), None)
    if here is None:
        add_marker_at(studio, transport.at)
    else:
        studio.apply("Remove marker", lambda p: remove_marker(p, here.id))
