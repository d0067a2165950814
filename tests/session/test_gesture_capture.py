"""Gestures captured from motion: what the body did is what the file says."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.animation.pose_sampling import resampled
from studio.cli.main import main
from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Event
from studio.performance.compose import compose
from studio.performance.gestures.library import Library, own_library
from studio.rig.characters import load
from studio.session.gesturing.capture import CaptureNotes, capture_file, captured
from studio.session.gesturing.capture_paths import body_path, mirrored
from studio.session.gesturing.motion_import import import_motion

nora = cache(lambda: load("nora"))


@cache
def performed(name, side):
    """A gesture of the library as the character does it, with rest before and after."""
    gesture = own_library().gestures[name]
    end = 1.0 + gesture.duration + 0.9
    params = {"side": side} if gesture.hands != "both" else {}
    event = Event("g", "gesture", ticks(1.0), ticks(end), params, name)
    character = Character("c", "Nora", "nora", seed=1, events=(event,))
    return compose(character, nora(), TimeRange(0, ticks(end + 0.5)), Rate(60), ProblemLog()).body


def recaptured(name, side=1.0, rate=60):
    body = resampled(performed(name, side), Rate(rate))
    return own_library().gestures[name], captured(body, CaptureNotes("again"), own_library())[1]


def degrees(a, b):
    return np.degrees(np.arccos(np.clip(np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b), -1, 1)))


@pytest.mark.parametrize("name", ["offer_palm", "point_you", "beat_chop", "size_big"])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_gesture_of_the_library_comes_back(name, side):
    known, again = recaptured(name, side)
    a, b = known.poses[known.stroke_pose].hand, again.poses[again.stroke_pose].hand
    assert b.place == pytest.approx(a.place, abs=0.05)
    assert degrees(a.palm, b.palm) < 12.0
    assert degrees(a.fingers, b.fingers) < 12.0
    assert b.shape == a.shape
    assert b.swivel == pytest.approx(a.swivel, abs=8.0)
    assert again.stroke == pytest.approx(known.stroke, abs=0.12)
    assert again.duration == pytest.approx(known.duration, abs=0.25)
    assert again.hands == known.hands
    assert [p.phase for p in again.poses][-2:] == ["stroke", "hold"]


def test_the_rate_of_the_motion_does_not_matter():
    fast, slow = recaptured("offer_palm", rate=120)[1], recaptured("offer_palm", rate=30)[1]
    assert slow.stroke == pytest.approx(fast.stroke, abs=0.07)
    hands = [g.poses[g.stroke_pose].hand.place for g in (fast, slow)]
    assert hands[0] == pytest.approx(hands[1], abs=0.03)


def test_a_mirror_shows_the_same_with_the_other_hand():
    body = performed("point_you", 1.0)
    own, other = body_path(body), body_path(mirrored(body))
    assert other.hands[1].place == pytest.approx(own.hands[0].place, abs=1e-9)
    assert other.hands[1].palm == pytest.approx(own.hands[0].palm, abs=1e-9)
    assert other.hands[1].angles == pytest.approx(own.hands[0].angles, abs=1e-9)
    assert other.hands[1].swivel == pytest.approx(own.hands[0].swivel, abs=1e-6)


def test_two_hands_that_differ_are_both_written():
    known, again = recaptured("clasp")
    assert again.hands == "both"
    assert known.poses[1].other is not None
    pose = again.poses[again.stroke_pose]
    # Which hand is called the first one is free.
    places = {(pose.hand.place, pose.other.place if pose.other else pose.hand.place)}
    assert all(abs(a[0]) < 0.4 and abs(b[0]) < 0.4 for a, b in places)


def raised(folder, seconds=2.0, fps=60.0):
    """A BVH of somebody whose hanging left arm swings up ahead and stays there."""
    poses, count = [], int(seconds * fps)
    for k in range(count):
        share = np.clip((k / fps - 0.5) / 0.6, 0, 1)
        up = files.about("x", -80.0 * share**3 * (10 - 15 * share + 6 * share**2))
        pose = {}
        for side, sign in (("left", 1), ("right", -1)):
            down = files.about("z", -85.0 * sign)
            pose[f"{side} upperarm"] = up @ down if side == "left" else down
            pose[f"{side} forearm"] = pose[f"{side} upperarm"]
        poses.append(pose)
    return files.written(folder, files.bvh(poses, files.Style(fps=fps)))


def test_a_file_becomes_a_gesture_of_the_artists_folder(tmp_path):
    path = raised(tmp_path)
    notes = CaptureNotes("lift_arm", "iconic", "an arm lifted ahead", {"en": ("lift",), "de": ("heben",)})
    out = capture_file(path, tmp_path, notes, own_library(), ProblemLog())
    folder = Library.load((Path(own_folder()), tmp_path))
    gesture = folder.get("lift_arm")
    assert out.name == "lift_arm.toml"
    assert (gesture.kind, gesture.summary) == ("iconic", "an arm lifted ahead")
    assert gesture in folder.meaning("de", "heben")
    assert gesture.hands == "either"
    x, y, z = gesture.poses[gesture.stroke_pose].hand.place
    assert (y, z) == pytest.approx((-0.17, 0.98), abs=0.12)
    assert abs(x) < 0.2
    assert gesture.stroke == pytest.approx(0.6, abs=0.15)


def own_folder():
    from studio.core import resources  # noqa: PLC0415 - one use

    return resources.assets() / "gestures"


def test_names_pieces_and_older_files_are_looked_at_first(tmp_path):
    path, log = raised(tmp_path), ProblemLog()
    for name in ("", "Lift", "../lift", "a" * 80):
        with pytest.raises(ProblemError, match="no name"):
            capture_file(path, tmp_path, CaptureNotes(name), own_library(), log)
    for start, end in ((1.0, 0.5), (-1.0, 2.0), (60.0, None), (0.0, float("nan"))):
        with pytest.raises(ProblemError, match="no piece"):
            import_motion(path, log, start, end)
    (tmp_path / "lift.toml").write_text("mine")
    with pytest.raises(ProblemError, match="of this name"):
        capture_file(path, tmp_path, CaptureNotes("lift"), own_library(), log)
    assert (tmp_path / "lift.toml").read_text() == "mine"


def test_a_body_that_does_not_move_gives_its_pose(tmp_path):
    path = files.written(tmp_path, files.bvh([{} for _ in range(30)]))
    poses = import_motion(path, ProblemLog()).poses
    gesture = captured(poses, CaptureNotes("tee"), own_library())[1]
    assert gesture.poses[gesture.stroke_pose].hand.place == pytest.approx((1.0, 0.0, -0.1), abs=0.1)


def test_a_piece_is_that_piece(tmp_path):
    path = raised(tmp_path)
    piece = import_motion(path, ProblemLog(), 0.5, 1.5)
    assert piece.poses.frame_count == 61
    assert piece.seconds == pytest.approx(1.0)


def test_the_command_line_captures_and_imports(tmp_path, capsys):
    path, out = raised(tmp_path), tmp_path / "mine"
    given = [
        "gesture",
        "capture",
        str(path),
        "--name",
        "lift_arm",
        "--out",
        str(out),
        "--words",
        "en:lift,raise",
    ]
    assert main(given) == 0
    assert "lift_arm.toml" in capsys.readouterr().out
    assert main(given) == 2
    assert "of this name" in capsys.readouterr().err
    assert main(["import", str(path), "--out", str(out), "--format", "bvh,npz", "--end", "0.5"]) == 0
    said = capsys.readouterr().out
    assert "21 joints known" in said
    assert (out / "motion.bvh").is_file()
    for bad in (["--end", "soon"], ["--end", "-1"], ["--start", "nan"], ["--format", "doc"], ["--fps", "0"]):
        assert main(["import", str(path), "--out", str(tmp_path / "none"), *bad]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "none").exists()
