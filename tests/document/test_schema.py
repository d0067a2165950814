"""What a document's things tell of themselves."""

from __future__ import annotations

import pytest

from studio.document.schema import Event, MediaRef


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("voices/line.wav", "line.wav"),
        ("C:\\films\\voices\\a line.wav", "a line.wav"),
        ("line.wav", "line.wav"),
        ("", ""),
    ],
)
def test_a_recording_has_its_files_name_on_every_system(path, name):
    assert MediaRef(path, "", 1).name == name


def test_recorded_motion_is_told_from_gestures():
    assert Event("e", "gesture", 0, 1, name="clip:0123").is_motion
    assert not Event("e", "gesture", 0, 1, name="shrug").is_motion
