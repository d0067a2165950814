"""Opens bundled plugins of plain numpy in this process. All others need a worker process of their own."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

from studio.core.problems import fail
from studio.models.manifest import Manifest
from studio_plugin import Generator


def open_generator(manifest: Manifest) -> Generator:
    """An unloaded generator of a bundled plugin. Raises ProblemError for any other and for broken code."""
    if not manifest.bundled or manifest.runtime.isolation != "in_process":
        text = "only plugins that come with the program may run inside it"
        raise fail("models.isolation", text, manifest.id, "It needs a process of its own")
    module, _, name = manifest.runtime.entry.partition(":")
    try:
        generator: Generator = getattr(plugin_module(manifest, module), name)()
    except Exception as error:  # foreign code may fail in any way
        text = f"its code cannot be loaded ({type(error).__name__}: {error})"
        raise fail("models.broken", text, manifest.id, "Install the plugin again") from error
    return generator


def plugin_module(manifest: Manifest, module: str) -> ModuleType:
    """A module of the plugin's folder, imported as part of a package of its own so that names never clash."""
    package = "moodline_plugin_" + "".join(c if c.isalnum() else "_" for c in manifest.id)
    if package not in sys.modules:
        init = manifest.folder / "__init__.py"
        spec = importlib.util.spec_from_file_location(
            package, init, submodule_search_locations=[str(manifest.folder)]
        )
        if spec is None or spec.loader is None:
            raise ImportError(f"{init} cannot be imported")
        home = importlib.util.module_from_spec(spec)
        sys.modules[package] = home
        try:
            spec.loader.exec_module(home)
        except BaseException:
            del sys.modules[package]
            raise
    return importlib.import_module(f"{package}.{module}")
