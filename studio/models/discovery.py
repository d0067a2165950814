"""Which plugins there are: folders with a `plugin.toml`, bundled ones first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from studio.core import resources
from studio.core.problems import Problem, ProblemError, fail
from studio.models.manifest import FILE_NAME, Manifest, read_manifest


@attrs.frozen
class Catalogue:
    """manifests: sound plugins, sorted by id; problems: what is wrong with the others."""

    manifests: tuple[Manifest, ...] = ()
    problems: tuple[Problem, ...] = ()

    def find(self, plugin: str) -> Manifest:
        """Raises ProblemError naming the known plugins."""
        for manifest in self.manifests:
            if manifest.id == plugin:
                return manifest
        known = ", ".join(m.id for m in self.manifests) or "none"
        raise fail("models.unknown", "there is no such plugin", plugin, f"Known plugins: {known}")


def discover(folders: Sequence[Path] = ()) -> Catalogue:
    """Bundled plugins, then those in `folders`; of two with one id the first counts. Never raises for a
    plugin."""
    found: dict[str, Manifest] = {}
    problems: list[Problem] = []
    for home, bundled in [(resources.plugins(), True), *((folder, False) for folder in folders)]:
        for folder in _plugin_folders(home):
            try:
                manifest = read_manifest(folder, bundled=bundled)
            except ProblemError as error:
                problems.append(error.problem)
                continue
            if manifest.id in found:
                text = (
                    f"another plugin of the same id lies in {found[manifest.id].folder}; this one is left out"
                )
                problems.append(Problem("models.twice", text, str(folder), "Remove one of them"))
                continue
            found[manifest.id] = manifest
    return Catalogue(tuple(found[name] for name in sorted(found)), tuple(problems))


def _plugin_folders(home: Path) -> list[Path]:
    try:
        return sorted(folder for folder in home.iterdir() if (folder / FILE_NAME).is_file())
    except OSError:
        return []  # a plugin folder that the user has not made yet
