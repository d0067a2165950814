"""Long motion asks at each joint whether it should stop: counted, not timed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_stopping import Count, stops_everywhere

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.core.names import SMPLX_JOINTS
from studio.core.problems import ProblemLog
from studio.core.progress import Cancelled
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Provenance
from studio.performance import motion_clips
from studio.performance.compose import compose
from studio.performance.motion_takes import motion_take, poses_of
from studio.rig import characters
from studio.rig.motion_feet import fitted
from studio.session.gesturing.motion_import import add_motion, import_motion

JOINTS = len(SMPLX_JOINTS)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    poses = [{"head": files.about("y", float(k % 20))} for k in range(40)]
    return files.written(tmp_path_factory.mktemp("motion"), files.bvh(poses, files.Style(fps=30)))


@pytest.fixture(scope="module")
def imported(path):
    return import_motion(path, ProblemLog())


def test_importing_asks_at_each_joint_of_file_and_body(path):
    def work(progress):
        import_motion(path, ProblemLog(), ask=lambda: progress(0.0))

    stops_everywhere(work, 2 * JOINTS)


def test_putting_a_motion_on_a_character_asks_at_each_joint(imported):
    take, rig = motion_take(imported.poses, Provenance("import")), characters.load("nora")
    stops_everywhere(lambda progress: poses_of(take, lambda: progress(0.0)), JOINTS)
    poses = poses_of(take)
    stops_everywhere(lambda progress: fitted(rig, poses, lambda: progress(0.0)), JOINTS)


def test_composing_a_long_motion_may_be_stopped_and_keeps_nothing_half_done(imported):
    member, event = add_motion(Character("ann", "Ann", "nora", 1), imported, "m", 0)
    rig = characters.load_folder(characters.folder() / "nora")
    span = TimeRange(0, ticks(0.5))
    count = Count()
    compose(member, rig, span, Rate(30), ProblemLog(), count)
    assert count.asked > 2 * JOINTS
    fresh = characters.load_folder(characters.folder() / "nora")
    with pytest.raises(Cancelled):
        compose(member, fresh, span, Rate(30), ProblemLog(), Count(count.asked - 20))
    assert event.name not in motion_clips._fitted.get(fresh, {})
