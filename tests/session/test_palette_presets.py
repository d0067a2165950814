"""An artist's own faces: kept, renamed, handed on as files, and read from files anybody may have edited."""

import json

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.document.schema import EmotionTrack
from studio.emotion.prototypes import STYLES
from studio.emotion.units import UNITS
from studio.session.palette.faces import channels_of_mix, mix_of_swatch
from studio.session.palette.palette import Swatch
from studio.session.palette.presets import (
    KEY,
    free_name,
    keep,
    preset_of_track,
    presets,
    read_faces,
    remove,
    rename,
    write_faces,
)
from studio.session.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path)


SMIRK = Swatch("contempt/left", "Smirk", {"brows": 0.25}, ((12, 0.3), (14, 1.1)), 0.6, 0.1, 0.5, own=True)


def test_a_face_comes_back_as_it_was_kept(settings, tmp_path):
    keep(settings, SMIRK)
    settings.flush()
    assert presets(Settings(tmp_path)) == (SMIRK,)


def test_the_same_name_replaces_and_names_are_free_again(settings):
    keep(settings, SMIRK)
    keep(settings, Swatch("joy", "Smirk"))
    assert [s.style for s in presets(settings)] == ["joy"]
    assert free_name(settings, "Smirk") == "Smirk 2"
    remove(settings, "Smirk")
    assert free_name(settings, "Smirk") == "Smirk"


def test_a_taken_or_empty_name_is_a_problem(settings):
    keep(settings, SMIRK)
    keep(settings, Swatch("joy", "Grin"))
    with pytest.raises(ProblemError):
        rename(settings, "Grin", "Smirk")
    with pytest.raises(ProblemError):
        rename(settings, "Grin", "   ")
    rename(settings, "Grin", "Broad grin")
    assert [s.title for s in presets(settings)] == ["Smirk", "Broad grin"]


def test_a_bad_entry_loses_no_other(settings):
    keep(settings, SMIRK)
    settings.set(KEY, [3, {"style": "nonsense", "name": "x"}, *settings.get(KEY), {"name": "y"}])
    assert presets(settings) == (SMIRK,)
    settings.set(KEY, "all wrong")
    assert presets(settings) == ()


def test_a_lane_becomes_a_face():
    track = EmotionTrack("t", "joy", regions={"jaw": 0.0}, extra={"variant": "broad", "units": {"6": 0.2}})
    face = preset_of_track(track, "Mine", 0.7)
    assert (face.style, face.regions, face.units, face.intensity) == (
        "joy/broad",
        {"jaw": 0.0},
        ((6, 0.2),),
        0.7,
    )


def test_faces_go_through_a_file(tmp_path):
    path = tmp_path / "a.faces.json"
    write_faces(path, [SMIRK, Swatch("joy+surprise", "Treat", own=True)])
    assert read_faces(path) == (SMIRK, Swatch("joy+surprise", "Treat", own=True))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": "other"}',
        b'{"format": "moodline-faces"}', b'{"format": "moodline-faces", "faces": 3}',
        b'{"format": "moodline-faces", "faces": [{"style": "joy"}]}',
        b'{"format": "moodline-faces", "faces": [{"style": "joy", "name": "x", "units": {"12": 9e99}}]}',
        b'{"format": "moodline-faces", "faces": [{"style": "joy", "name": "x", "regions": {"jaw": "all"}}]}',
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_a_problem(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(ProblemError):
        read_faces(path)


def test_a_missing_file_is_a_problem(tmp_path):
    with pytest.raises(ProblemError):
        read_faces(tmp_path / "none.json")
    with pytest.raises(ProblemError):
        write_faces(tmp_path / "none" / "a.json", [SMIRK])


UNIT_STRENGTHS = st.dictionaries(st.sampled_from(UNITS), st.floats(0, 1.5).map(lambda v: round(v, 3)))
REGIONS = st.dictionaries(st.sampled_from(["brows", "eyes", "mouth", "jaw"]), st.floats(0, 1))
NAMES = st.text(min_size=1, max_size=30).filter(lambda t: " ".join(t.split()) == t)


@bounds(deadline=None)
@given(st.sampled_from(STYLES), NAMES, UNIT_STRENGTHS, REGIONS, st.floats(0, 1))
def test_any_face_survives_its_file(tmp_path_factory, style, name, units, regions, intensity):
    path = tmp_path_factory.mktemp("faces") / "a.json"
    face = Swatch(style, name, regions, tuple(sorted(units.items())), intensity, own=True)
    write_faces(path, [face])
    assert read_faces(path) == (face,)
    assert json.loads(path.read_text("utf-8"))["faces"][0]["name"] == name


def test_a_thumbnail_shows_units_and_regions():
    plain = channels_of_mix({"joy": 1.0})
    shaped = channels_of_mix(mix_of_swatch(Swatch("joy", "x", {"eyes": 0.0}, ((12, 0.0),))))
    from studio.core.names import ARKIT_CHANNELS  # noqa: PLC0415

    smile, squint = ARKIT_CHANNELS.index("mouthSmileLeft"), ARKIT_CHANNELS.index("eyeSquintLeft")
    assert plain[smile] > 0.5 > shaped[smile] == 0.0
    assert plain[squint] > 0.0 == shaped[squint]
