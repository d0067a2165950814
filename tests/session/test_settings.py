"""Settings: kept, shared by two windows, and never a reason not to start."""

from __future__ import annotations

import json

import pytest

from studio.session.settings import Settings


def test_what_is_set_is_there_next_time(tmp_path):
    settings = Settings(tmp_path)
    settings.set("theme", "light")
    settings.set("lanes", {"a": [1, 2.5, None, True]})
    assert settings.flush()
    again = Settings(tmp_path)
    assert again.get("theme") == "light"
    assert again.get("lanes") == {"a": [1, 2.5, None, True]}
    again.set("theme", None)
    again.flush()
    assert Settings(tmp_path).get("theme", "dark") == "dark"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b"null", b"[" * 100_000])
def test_a_broken_file_counts_as_empty(tmp_path, content):
    (tmp_path / "settings.json").write_bytes(content)
    settings, told = Settings(tmp_path), []
    settings.hindered.connect(told.append)
    assert settings.get("theme", "dark") == "dark"
    settings.set("theme", "light")
    assert settings.flush()
    assert json.loads((tmp_path / "settings.json").read_text())["theme"] == "light"
    assert (tmp_path / "settings.broken.json").read_bytes() == content
    assert [(problem.kind, problem.hint) for problem in told] == [
        ("settings.broken", "What it held lies in settings.broken.json")
    ]


def test_two_windows_do_not_wipe_out_each_other(tmp_path):
    one, two = Settings(tmp_path), Settings(tmp_path)
    one.get("x")
    two.get("x")
    one.set("a", 1)
    two.set("b", 2)
    one.flush()
    two.flush()
    assert (Settings(tmp_path).get("a"), Settings(tmp_path).get("b")) == (1, 2)


def test_a_value_of_another_type_is_the_default(tmp_path):
    (tmp_path / "settings.json").write_text('{"size": "large", "on": 1, "ratio": 2}')
    settings = Settings(tmp_path)
    assert settings.get("size", 12) == 12
    assert settings.get("on", True) is True
    assert settings.get("ratio", 0.5) == 2


def test_a_folder_that_cannot_be_written_is_told_once_and_harms_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    settings, told = Settings(tmp_path / "file" / "below"), []
    settings.hindered.connect(told.append)
    settings.set("a", 1)
    assert not settings.flush()
    assert not settings.flush()
    assert settings.get("a") == 1
    assert [(p.kind, p.subject) for p in told] == [("settings.unwritable", str(tmp_path / "file" / "below"))]
    (tmp_path / "file").unlink()
    assert settings.flush()
    with pytest.raises((TypeError, ValueError)):
        settings.set("b", float("nan"))


def test_numbers_stay_within_bounds_and_are_numbers(tmp_path):
    text = '{"low": -1e9, "nan": NaN, "high": 1e999, "fine": 3, "word": "x"}'
    (tmp_path / "settings.json").write_text(text)
    settings = Settings(tmp_path)
    found = [settings.number(key, 2.0, 0.0, 5.0) for key in ("low", "nan", "high", "fine", "word", "none")]
    assert found == [0.0, 2.0, 2.0, 3.0, 2.0, 2.0]
    assert settings.get("nan", 1.0) == 1.0
