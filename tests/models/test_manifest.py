"""Plugins are known by their description; a bad one is a finding and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core import resources
from studio.core.problems import ProblemError
from studio.models.discovery import discover
from studio.models.in_process import open_generator
from studio.models.manifest import read_manifest

GOOD = """
api = 1
id = "org.example.mime"
name = "Mime"
version = "0.1.0"
kind = "generator"
[runtime]
isolation = "worker_env"
entry = "mime.model:Mime"
python = ">=3.8,<3.9"
[[asset]]
name = "weights"
role = "model"
files = ["last.ckpt"]
licence = "MPI-NC"
commercial = "no"
redistribute = false
[audio]
sample_rate = 16000
roles = ["self", "emotion_ref"]
max_seconds = 22
[output]
tracks = [{ type = "face.flame", facts = { flame = "2020", expressions = 50, jaw = "axis_angle" } }]
fps = 25
length = { rule = "audio*fps", pad_to = 8 }
[[control]]
type = "mix"
id = "emotion"
labels = ["neutral", "happy"]
per = "frame"
trained_per = "clip"
"""


def made(tmp_path, text, name="mime"):
    folder = tmp_path / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plugin.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_a_description_is_read_in_full(tmp_path):
    manifest = read_manifest(made(tmp_path, GOOD))
    assert manifest.audio.max_seconds == 22.0
    assert manifest.output.length.pad_to == 8
    assert manifest.asset[0].commercial == "no"
    assert manifest.control[0].trained_per == "clip"
    assert manifest.control[0].labels == ("neutral", "happy")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("api = 1", "api = 9", "version 9"),
        ("api = 1", "", "version (none)"),
        ('kind = "generator"', 'kind = "wizard"', "wizard"),
        ('id = "org.example.mime"', 'id = "mime"', "mime"),
        ('id = "org.example.mime"', "id = 7", "id"),
        ('"mime.model:Mime"', '"mime.model"', "entry"),
        ('"mime.model:Mime"', '"../evil:Mime"', "entry"),
        ("fps = 25", "fps = 0", "0.0 frames"),
        ("fps = 25", 'fps = "25"', "fps"),
        ("fps = 25", "fps = 25\nspeed = 3", "speed"),
        ("face.flame", "face.magic", "face.magic"),
        ('rule = "audio*fps"', 'rule = "any"', "any"),
        ('type = "mix"', 'type = "knob"', "control"),
        ('name = "Mime"', "", "name"),
        ("[output]", "[output", "not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, said):
    with pytest.raises(ProblemError) as caught:
        read_manifest(made(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)
    assert "plugin.toml" in caught.value.problem.subject


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=200), where=st.integers(0, len(GOOD)))
def test_no_bytes_make_discovery_raise(tmp_path, junk, where):
    made(tmp_path, GOOD.encode()[:where] + junk + GOOD.encode()[where:])
    catalogue = discover([tmp_path])
    assert "org.moodline.face" in [m.id for m in catalogue.manifests]
    assert len(catalogue.problems) <= 1


def test_deep_and_huge_descriptions_are_findings(tmp_path):
    made(tmp_path, "a = " + "[" * 100_000, "deep")
    made(tmp_path, "#" * 1_100_000, "huge")
    made(tmp_path, b"\xff\xfe\x00", "binary")
    (tmp_path / "empty").mkdir()
    catalogue = discover([tmp_path, tmp_path / "not there"])
    assert [p.kind for p in catalogue.problems] == ["models.manifest"] * 3


def test_of_two_plugins_with_one_id_the_first_counts(tmp_path):
    made(tmp_path, GOOD, "a")
    made(tmp_path, GOOD.replace('"Mime"', '"Twin"'), "b")
    catalogue = discover([tmp_path])
    assert catalogue.find("org.example.mime").name == "Mime"
    assert [p.kind for p in catalogue.problems] == ["models.twice"]


def test_an_unknown_plugin_is_told_with_the_known_ones():
    with pytest.raises(ProblemError, match=r"org\.moodline\.face"):
        discover().find("org.example.none")


def test_only_bundled_plugins_run_in_process(tmp_path):
    own = GOOD.replace("worker_env", "in_process")
    with pytest.raises(ProblemError, match="process of its own"):
        open_generator(read_manifest(made(tmp_path, own)))


@pytest.mark.parametrize(
    ("code", "said"), [("raise OSError('boom')", "boom"), ("x = 1", "Mime"), ("def (", "SyntaxError")]
)
def test_broken_code_of_a_plugin_is_a_finding(tmp_path, code, said):
    name = "".join(c for c in code if c.isalpha()).lower()
    own = GOOD.replace("worker_env", "in_process").replace("mime.model", "model").replace("example", name)
    folder = made(tmp_path, own, name)
    (folder / "__init__.py").write_text("")
    (folder / "model.py").write_text(code)
    with pytest.raises(ProblemError, match=said):
        open_generator(read_manifest(folder, bundled=True))


def test_every_bundled_plugin_is_sound():
    catalogue = discover()
    assert not catalogue.problems
    folders = {f.parent for f in resources.plugins().glob("*/plugin.toml")}
    assert {m.folder for m in catalogue.manifests} == folders
    assert all(m.licence for m in catalogue.manifests)
