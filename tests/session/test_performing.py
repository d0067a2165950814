"""The whole way of the data, from a recording to exported files, on a made voice and on real ones."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import numpy as np
import pytest
import soundfile

from studio.cli.main import main
from studio.core.problems import ProblemLog
from studio.core.time import Rate, ticks
from studio.document.schema import Script
from studio.emotion.direction import Direction
from studio.emotion.spec import tracks_of_specs
from studio.session.brief import Brief, Performed, perform
from studio.session.performing import rehearse
from studio.session.report import report
from studio.session.stopwatch import Stopwatch

SENTENCE = "speech/clean/speechbrain/spk1_snt6.wav"
SAID = "The pencils have all been used."


@pytest.fixture(scope="module")
def pencils(material: Path) -> Performed:
    direction = Direction(tracks_of_specs(["joy:1"]))
    return perform(Brief(material / SENTENCE, Script(SAID), direction), ProblemLog())


def test_every_stage_leaves_its_mark(pencils: Performed):
    words = pencils.heard["voice"].transcript.words
    assert [w.text.strip(".").lower() for w in words] == SAID.strip(".").lower().split()
    kinds = {e.kind for e in pencils.character.events}
    assert {"blink", "gaze", "head"} <= kinds
    face = pencils.clip.face
    assert face.values.shape == (pencils.clip.frame_count, 52)
    assert face.values.min() >= 0
    assert face.values.max() <= 1
    assert face.column("jawOpen").max() > 0.1
    assert face.column("mouthSmileLeft").max() > 0.3


def test_closures_are_met_under_joy(pencils: Performed):
    facts = report(pencils, [], ProblemLog())
    assert facts["contacts"]["closures"]["count"] >= 2
    assert facts["contacts"]["closures"]["rate"] == 1
    assert facts["contacts"]["lip_to_teeth"]["rate"] == 1


def test_the_body_moves_and_the_feet_stay(pencils: Performed):
    rotations = pencils.clip.joints.rotations
    assert np.abs(np.diff(rotations, axis=0)).max() > 1e-5
    np.testing.assert_allclose(np.linalg.norm(rotations, axis=-1), 1, atol=1e-6)


def test_locked_ranges_survive_another_rehearsal(pencils: Performed):
    take = pencils.character.takes[0]
    painted = attrs.evolve(take, values=np.full_like(take.values, 0.25), locked=((ticks(0.5), ticks(1.0)),))
    other = attrs.evolve(painted, id="recorded", locked=())
    character = attrs.evolve(pencils.character, takes=(painted, other))
    again = rehearse(character, pencils.heard, pencils.span, Rate(30), ProblemLog(), Stopwatch())
    assert [t.id for t in again.takes] == ["recorded", take.id]
    np.testing.assert_array_equal(again.takes[1].values[18:28], painted.values[18:28])
    np.testing.assert_array_equal(again.takes[1].values[40:], take.values[40:])


def test_equal_input_and_seed_give_equal_bytes(material: Path, tmp_path: Path):
    said = [
        "--text",
        SAID,
        "--emotion",
        "fear:0.7:0.2:1.5",
        "--seed",
        "4",
        "--format",
        "fbx,bvh,csv,npz,smplx,truth",
    ]
    for name in ("one", "two"):
        assert main(["perform", str(material / SENTENCE), "--out", str(tmp_path / name), *said]) == 0
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [p.name for p in one] == [p.name for p in two]
    assert len(one) == 6
    for a, b in zip(one, two, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


def test_another_seed_gives_another_performance(material: Path, pencils: Performed):
    brief = Brief(material / SENTENCE, Script(SAID), Direction(tracks_of_specs(["joy:1"])), seed=1)
    other = perform(brief, ProblemLog())
    assert not np.array_equal(other.clip.joints.rotations, pencils.clip.joints.rotations)


def test_the_report_names_what_was_written(material: Path, tmp_path: Path):
    facts_path = tmp_path / "report.json"
    arguments = [
        "--text",
        SAID,
        "--format",
        "npz",
        "--report",
        str(facts_path),
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(["perform", str(material / SENTENCE), *arguments]) == 0
    facts = json.loads(facts_path.read_text("utf-8"))
    assert [Path(f).name for f in facts["files"]] == ["spk1_snt6.npz"]
    assert facts["phones"] >= 15
    assert {"load", "align", "face", "compose", "export npz", "measure"} <= set(facts["stages"])
    with np.load(facts["files"][0]) as arrays:
        assert arrays["channels"].shape == (facts["frames"], 52)
        assert arrays["joint_rotations"].shape == (facts["frames"], 104, 4)
        assert arrays["smplx_poses"].shape == (facts["frames"], 55, 3)


@pytest.mark.parametrize("rate", [Rate(24), Rate(30000, 1001), Rate(60)], ids=str)
def test_other_rates_cover_the_recording(rate: Rate, material: Path):
    done = perform(Brief(material / SENTENCE, Script(SAID), rate=rate), ProblemLog())
    length = done.heard["voice"].audio.seconds
    assert length <= done.seconds < length + 1 / rate.fps + 1e-6


@pytest.mark.parametrize("kind", ["silent", "noise", "short", "clipped", "seven channels"])
def test_odd_recordings_are_performed(kind: str, tmp_path: Path):
    rng = np.random.default_rng(1)
    tone = 0.3 * np.sin(np.arange(24000) * 0.05)
    samples = {
        "silent": np.zeros(32000),
        "noise": rng.normal(0, 0.1, 32000),
        "short": tone[:2400],
        "clipped": np.clip(tone * 20, -1, 1),
        "seven channels": np.stack([tone] * 7, axis=1),
    }[kind]
    path = tmp_path / "odd.wav"
    soundfile.write(path, samples, 16000)
    log = ProblemLog()
    done = perform(Brief(path, Script("Hello there.")), log)
    assert done.clip.frame_count >= 2
    assert len(log) >= 1 or kind == "seven channels"
