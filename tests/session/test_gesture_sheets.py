"""Pictures of gestures and the command that lists and draws them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli.main import main
from studio.core.problems import ProblemError
from studio.media.cache import DerivedCache
from studio.performance.gestures.library import own_library
from studio.render.renderer import Renderer
from studio.session.gesturing.sheets import (
    PHASES,
    VIEWS,
    GesturePictures,
    gesture_event,
    phase_times,
    write_gesture_sheet,
)

SIZE = (96, 100)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> DerivedCache:
    return DerivedCache(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def pictures(cache: DerivedCache) -> Iterator[GesturePictures]:
    try:
        Renderer(8, 8).close()
    except ProblemError as error:
        pytest.skip(str(error))
    with GesturePictures(own_library(), size=SIZE, cache=cache) as made:
        yield made


def test_phases_follow_each_other_within_the_event():
    for gesture in own_library():
        times = list(phase_times(gesture).values())
        assert list(phase_times(gesture)) == list(PHASES)
        assert all(a < b for a, b in pairwise(times)), gesture.name
        event = gesture_event(gesture)
        assert event.start < event.end
        assert event.params["stroke"] == pytest.approx(gesture.stroke)


@pytest.mark.pixels
def test_a_strip_shows_the_hand_come_and_go(pictures: GesturePictures):
    strip = pictures.strip(own_library().gestures["stop"])
    assert list(strip) == list(VIEWS)
    for row in strip.values():
        assert [p.shape for p in row] == [(SIZE[1], SIZE[0], 3)] * len(PHASES)
        rest, _, stroke, hold, _ = (p.astype(float) for p in row)
        assert np.abs(stroke - rest).mean() > 1.0
        assert np.abs(stroke - hold).mean() < 0.5 * np.abs(stroke - rest).mean()


@pytest.mark.pixels
def test_thumbnails_differ_and_are_kept(pictures: GesturePictures, cache: DerivedCache):
    known = own_library().gestures
    ok, stop = (pictures.thumbnail(known[name]) for name in ("ok_sign", "stop"))
    assert ok.shape == stop.shape == (SIZE[1], SIZE[0], 3)
    assert np.abs(ok.astype(float) - stop).mean() > 0.3
    later = GesturePictures(own_library(), size=SIZE, cache=cache)  # draws nothing, so it opens nothing
    assert np.array_equal(later.thumbnail(known["stop"]), stop)


@pytest.mark.pixels
def test_a_sheet_holds_every_strip(pictures: GesturePictures, tmp_path: Path):
    known = own_library().gestures
    path = tmp_path / "sheet.png"
    write_gesture_sheet(pictures, [known["nod"], known["wave_hello"]], path)
    with Image.open(path) as sheet:
        assert sheet.width == len(PHASES) * SIZE[0]
        assert sheet.height > 2 * len(VIEWS) * SIZE[1]
    with pytest.raises(ProblemError, match="no gesture"):
        write_gesture_sheet(pictures, [], path)


def test_the_list_tells_what_goes_with_a_word(capsys: pytest.CaptureFixture[str]):
    assert main(["gesture", "list", "--word", "Geld", "--language", "de"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("money") for line in lines)
    assert main(["gesture", "list", "--kind", "beat"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{len(lines) - 1} gestures"


def test_a_broken_file_of_an_artist_is_named_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    (tmp_path / "mine.toml").write_text('name = "mine"\nkind = "dance"\n', "utf-8")
    assert main(["gesture", "list", "--kind", "beat", "--folder", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert "mine.toml" in captured.err
    assert "dance" in captured.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nosuch", "--out", "a.png"], "nosuch"),
        (["stop", "--out", "a.jpg"], ".png"),
        (["stop", "--out", "a.png", "--character", "nobody"], "nobody"),
        (["stop", "--out", "a.png", "--size", "9"], "--size"),
        (["stop", "--out", "a.png", "--emotion", "joyous"], "joyous"),
        (["--out", "a.png"], "gesture"),
    ],
)
def test_bad_wishes_are_refused_in_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    given = [a if not a.startswith("a.") else str(tmp_path / a) for a in arguments]
    assert main(["gesture", "preview", *given]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("moodline:")]
    assert len(lines) == 1
    assert says in lines[0]
    assert list(tmp_path.iterdir()) == []
