"""Markers at the playhead."""

from __future__ import annotations

from studio.document.edits.scenes import add_marker, remove_marker
from studio.document.identity import fresh_id
from studio.document.schema import Marker, Project
from studio.session.selection import Kind
from studio.session.studio import Studio


def add_marker_at(studio: Studio, at: int) -> None:
    """A marker more, named by its number."""
    scene = studio.scene
    if scene is None:
        return
    id_ = fresh_id(studio.project, "marker-")
    name = f"{len(scene.markers) + 1}"
    studio.apply("Add marker", lambda p: add_marker(p, scene.id, Marker(id_, at, name)))


def delete_markers(studio: Studio) -> bool:
    """The chosen ones."""
    scene, selected = studio.scene, studio.selection.value
    gone = [m.id for m in scene.markers if m.id in selected.ids] if scene is not None else []

    def edit(project: Project) -> Project:
        for id_ in gone:
            project = remove_marker(project, id_)
        return project

    done = bool(gone) and studio.apply("Remove marker", edit)
    if done:
        studio.selection.set(selected.of(Kind.NOTHING))
    return done


def toggle_marker(studio: Studio) -> None:
    """A marker at the playhead; takes away the one that stands on this frame."""
    scene, transport = studio.scene, studio.transport
    markers = scene.markers if scene is not None else ()
    here = next((m for m in markers if transport.rate.frame_at(m.time) == transport.frame), None)
    if here is None:
        add_marker_at(studio, transport.at)
    else:
        studio.apply("Remove marker", lambda p: remove_marker(p, here.id))
