"""Broken and malicious motion files: a result or a problem in words, soon and in little memory."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.core.problems import ProblemError, ProblemLog
from studio.session.gesturing.motion_import import import_motion

HEAD = "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n}\nMOTION\n"


def sound_bvh(frames=6):
    poses = []
    for k in range(frames):
        poses.append({"left forearm": files.about("x", -10.0 * k), "move": np.array([0.0, 0.0, 1.0 * k])})
    return files.bvh(poses)


def sound_npz(folder, **changes):
    path = folder / "motion.npz"
    arrays = {"poses": np.zeros((20, 165)), "trans": np.zeros((20, 3)), "mocap_frame_rate": np.array(30.0)}
    np.savez(path, **{k: v for k, v in (arrays | changes).items() if v is not None})
    return path


def outcome(path):
    """`ok`, or the kind of the problem; anything else than a problem is a fault."""
    try:
        found = import_motion(path, ProblemLog())
    except ProblemError as error:
        return error.problem.kind
    assert np.isfinite(found.poses.rotations).all()
    assert np.isfinite(found.poses.translation).all()
    return "ok"


def test_the_sound_files_are_sound(tmp_path):
    assert outcome(files.written(tmp_path, sound_bvh())) == "ok"
    assert outcome(sound_npz(tmp_path)) == "ok"


def test_a_bvh_cut_at_fifty_places(tmp_path):
    text = sound_bvh()
    found = [outcome(files.written(tmp_path, text[: len(text) * k // 50])) for k in range(50)]
    assert "ok" in found
    assert found.count("ok") < 40


def test_an_npz_cut_at_fifty_places(tmp_path):
    data = sound_npz(tmp_path).read_bytes()
    path = tmp_path / "cut.npz"
    for k in range(50):
        path.write_bytes(data[: len(data) * k // 50])
        assert outcome(path) != "ok"


@pytest.mark.parametrize("seed", range(4))
def test_random_flips(tmp_path, seed):
    rng = np.random.default_rng(seed)
    for name, data in (("a.bvh", sound_bvh().encode()), ("a.npz", sound_npz(tmp_path).read_bytes())):
        for _ in range(25):
            broken = bytearray(data)
            for at in rng.integers(0, len(data), rng.integers(1, 12)):
                broken[at] = rng.integers(0, 256)
            (tmp_path / name).write_bytes(bytes(broken))
            outcome(tmp_path / name)


BAD_TEXT = {
    "nothing": "",
    "no text at all": "\0\1\2" * 1000,
    "only the word": "HIERARCHY",
    "huge Frames": HEAD + "Frames: 99999999999999999999\nFrame Time: 0.03\n0 0 0\n",
    "endless Frames": HEAD + "Frames: 1e400\nFrame Time: 0.03\n0 0 0\n",
    "negative Frames": HEAD + "Frames: -5\nFrame Time: 0.03\n0 0 0\n",
    "no time": HEAD + "Frames: 1\nFrame Time: 0\n0 0 0\n",
    "time is no number": HEAD + "Frames: 1\nFrame Time: soon\n0 0 0\n",
    "NaN": HEAD + "Frames: 2\nFrame Time: 0.03\n0 0 0\nnan 0 0\n",
    "infinite": HEAD + "Frames: 1\nFrame Time: 0.03\ninf 0 0\n",
    "too large": HEAD + "Frames: 1\nFrame Time: 0.03\n1e30 0 0\n",
    "words among numbers": HEAD + "Frames: 1\nFrame Time: 0.03\n0 zero 0\n",
    "decimal commas": HEAD + "Frames: 1\nFrame Time: 0.03\n0,5 0,1 0\n",
    "wrong counts": HEAD.replace("CHANNELS 3", "CHANNELS 6") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "channels below nought": HEAD.replace("CHANNELS 3", "CHANNELS -3") + "Frames: 1\nFrame Time: 0.03\n0\n",
    "unknown channel": HEAD.replace("Xrotation", "Xspin") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "four rotations": HEAD.replace("3 X", "4 Zrotation X") + "Frames: 1\nFrame Time: 0.03\n0 0 0 0\n",
    "two roots": HEAD.replace("MOTION", "ROOT b\n{\n}\nMOTION") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "open braces": HEAD.replace("}", "JOINT a\n{\n") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "brace too many": HEAD.replace("}", "}\n}\n}") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "offset of words": HEAD.replace("0 0 0", "a b c") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "offset without end": HEAD.replace("0 0 0", "1e300 0 0") + "Frames: 1\nFrame Time: 0.03\n0 0 0\n",
    "no channels": HEAD.replace("CHANNELS 3 Xrotation Yrotation Zrotation\n", "")
    + "Frames: 1\nFrame Time: 1\n",
    "no frames": HEAD + "Frames: 0\nFrame Time: 0.03\n",
    "one word without end": HEAD + "Frames: 1\nFrame Time: 0.03\n" + "9" * 3_000_000,
}


@pytest.mark.parametrize("name", BAD_TEXT)
def test_bvh_that_is_none_is_a_problem(tmp_path, name):
    assert outcome(files.written(tmp_path, BAD_TEXT[name])).startswith("motion.")


def test_missing_end_sites_and_half_frames_still_give_a_result(tmp_path):
    text = sound_bvh()
    lines, out, skip = text.splitlines(), [], 0
    for line in lines:
        skip = 4 if line.strip() == "End Site" else max(skip - 1, 0)
        if not skip:
            out.append(line)
    assert len(out) < len(lines)
    assert outcome(files.written(tmp_path, "\n".join(out))) == "ok"
    log = ProblemLog()
    found = import_motion(files.written(tmp_path, text.rstrip()[: -len("0.000000") * 5]), log)
    assert found.poses.frame_count == 5
    assert any(p.kind == "motion.frames" for p in log)


def test_bones_without_length_and_limbs_all_in_one_place(tmp_path):
    lines = [
        "\t" * line.count("\t") + "OFFSET 0 0 0" if "OFFSET" in line else line
        for line in sound_bvh().splitlines()
    ]
    outcome(files.written(tmp_path, "\n".join(lines)))


def test_npz_that_is_none_is_a_problem(tmp_path):
    poses = np.zeros((20, 165))
    nan = poses.copy()
    nan[3, 7] = np.nan
    for changes in (
        {"poses": None}, {"poses": nan}, {"poses": np.zeros((20, 100))}, {"poses": np.zeros((0, 165))},
        {"poses": np.zeros(165)}, {"poses": np.array(["a"] * 20)}, {"poses": np.full((20, 165), 1e300)},
        {"trans": np.zeros((19, 3))}, {"trans": np.full((20, 3), np.inf)}, {"poses": np.zeros((20, 55, 4))},
    ):  # fmt: skip
        assert outcome(sound_npz(tmp_path, **changes)).startswith("motion."), changes


def test_pickles_are_never_opened(tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    stream = io.BytesIO()
    np.save(stream, np.array([Trap()], dtype=object), allow_pickle=True)
    path = tmp_path / "trap.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("poses.npy", stream.getvalue())
    assert outcome(path) == "motion.pickle"
    path.write_bytes(pickle.dumps(Trap()))
    assert outcome(path) == "motion.npz"
    assert not (tmp_path / "sprung").exists()


def test_no_file_and_no_kind_of_motion(tmp_path):
    assert outcome(tmp_path / "nowhere.bvh") == "motion.missing"
    assert outcome(tmp_path) == "motion.kind"
    (tmp_path / "a.bvh").mkdir()
    assert outcome(tmp_path / "a.bvh") == "motion.missing"


def huge_joints():
    return "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n" + (
        "JOINT b\n{\nOFFSET 0 1 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n" * 1_000_000
    )


def many_numbers():
    return HEAD + "Frames: 9\nFrame Time: 0.03\n" + "0.000001 " * 14_000_000


def deep_person():
    """As many joints as are taken, in one chain, with many frames."""
    joint = "JOINT b\n{\nOFFSET 0 1 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n"
    head = HEAD.replace("}\n", joint * 1990 + "}\n" * 1991)
    return head + "Frames: 1000\nFrame Time: 0.03\n" + ("0 " * 5973 + "\n") * 1000


def bomb(path):
    """A hundred megabytes of zeros in a few kilobytes, as an array larger than is taken."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": "<f8", "fortran_order": False, "shape": (10**6, 1650)}
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("poses.npy", head.getvalue() + bytes(100_000_000))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("make", [huge_joints, many_numbers, deep_person, bomb])
def test_size_is_refused_soon_and_in_little_memory(tmp_path, make):
    path = tmp_path / ("a.npz" if make is bomb else "a.bvh")
    if make is bomb:
        make(path)
    else:
        path.write_text(make())
    code = (
        "import sys, time; from pathlib import Path\n"
        "from studio.core.problems import ProblemError, ProblemLog\n"
        "from studio.session.gesturing.motion_import import import_motion\n"
        "began = time.process_time()\n"
        "try: import_motion(Path(sys.argv[1]), ProblemLog())\n"
        "except ProblemError as error: print(error.problem.kind)\n"
        "peak = [x for x in Path('/proc/self/status').read_text().splitlines() if x.startswith('VmHWM')]\n"
        "print(time.process_time() - began, peak[0].split()[1])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    kind, *figures = run.stdout.split()
    assert kind.startswith("motion.")
    assert float(figures[0]) < 5.0
    assert int(figures[1]) < 500_000, "kilobytes"
