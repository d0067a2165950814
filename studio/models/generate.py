"""Asks a model for a take. The built-in ones are asked through the same door as all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

import studio_plugin as api
from studio.core.problems import ProblemError, ProblemLog, fail
from studio.core.progress import Cancelled, Progress, part_of, silent
from studio.core.time import Rate
from studio.document.schema import Character, Provenance, Take, VoiceClip
from studio.media.audio import Audio
from studio.models.face_models import chosen_face_model, face_model
from studio.models.face_request import face_request, inputs_hash
from studio.models.in_process import open_generator
from studio.models.manifest import Manifest
from studio.models.result_check import checked_face

if TYPE_CHECKING:
    from studio.speech.prosody import Prosody


def generate_face(
    character: Character,
    clip: VoiceClip,
    audio: Audio,
    prosody: Prosody,
    rate: Rate,
    seed: int,
    log: ProblemLog,
    *,
    style: str = "neutral",
    progress: Progress = silent,
) -> Take:
    """The mouth of one clip as a take of ARKit channels, by the model that the character has chosen; the
    studio's own gives speech only, no emotion and no blinks.

    The take starts with the clip and has a frame at or after its end. style: `neutral`, `mumbled`,
    `enunciated` or `tense`. Raises ProblemError when the model cannot be used at all.
    """
    progress(0.0)
    manifest = face_model(chosen_face_model(character.extra))
    request = face_request(manifest, character, clip, audio, prosody, rate, seed, style)
    progress(0.0)
    result = run(manifest, request, progress)
    names, values = checked_face(result, request, manifest, log)
    digest = inputs_hash(request, manifest, audio, part_of(progress, 1.0, 1.0))
    provenance = Provenance(manifest.id, manifest.version, result.used.seed, digest, manifest.licence)
    return Take(f"take-{clip.id}-{digest[:12]}", names, rate, clip.start, values, provenance)


def run(manifest: Manifest, request: api.Request, progress: Progress = silent) -> api.Result:
    """One generation. Whatever the plugin raises becomes a ProblemError; Cancelled passes through."""
    generator = open_generator(manifest)
    try:
        generator.load({}, "cpu", "float32")
        return generator.generate(request, _HostContext(progress))
    except (ProblemError, Cancelled):
        raise
    except Exception as error:
        text = f"it failed ({type(error).__name__}: {error})"
        raise fail("models.failed", text, manifest.id, "Try again or choose another model") from error
    finally:
        generator.unload()


@attrs.frozen
class _HostContext:
    """In process, a progress callback that raises Cancelled is all the stopping that is needed."""

    report: Progress

    def progress(self, done: float, doing: str = "") -> None:
        self.report(done, doing)

    def cancelled(self) -> bool:
        return False

    def log(self, text: str) -> None:
        """Bundled generators say what matters in their notices; there is no log file in process."""
