"""Fields of recordings, words and takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs

from studio.core.time import TimeRange, seconds, ticks
from studio.document.edits.clips import move_clip, set_script, set_word, set_word_timing
from studio.document.edits.speakers import give_clip
from studio.document.edits.tree import part_of
from studio.document.schema import Character, Project, Take, VoiceClip, Word
from studio.session.fields.clip_part import of_part
from studio.session.fields.field import Choice, Deed, Field, Flag, Inspection, Section, Text, Value
from studio.session.fields.makers import GAIN, SECONDS, at_seconds, over, tick_of, told
from studio.session.fields.number_text import shown
from studio.session.scripting.text import retyped

LANGUAGES = (
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("pt", "Portuguese"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("ru", "Russian"),
    ("cmn", "Mandarin"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("hi", "Hindi"),
)
_SOURCES = {"script": "the script", "script+decoder": "script and hearing", "decoder": "hearing alone"}


def of_clips(
    character: Character, clips: tuple[VoiceClip, ...], cast: tuple[Character, ...] = ()
) -> Inspection:
    """One recording or several; cast: who else of the scene may speak them."""
    known = {code for code, _ in LANGUAGES}
    more = tuple((c.script.language, c.script.language) for c in clips if c.script.language not in known)
    place = (
        over(clips, "start", "Start", SECONDS, lambda c: at_seconds(c.begin), _put_start),
        *of_part(clips),
        over(
            clips,
            "language",
            "Language",
            Choice((*LANGUAGES, *dict.fromkeys(more)), free=True),
            lambda c: c.script.language,
            _put_language,
            tip="Of the script. Align the words again after changing it.",
        ),
    )
    sections = [Section("Recording", (*_media(clips), *_speaker(character, clips, cast), *place))]
    if len(clips) == 1:
        sections.append(Section("Words", _words(clips[0])))
    one = clips[0].media.name
    title = one if len(clips) == 1 else f"{len(clips)} recordings"
    whole = (Deed("clip.whole", "Hear all of it", "arrows-out-line-horizontal", "What was cut away as well"),)
    deeds = (
        *(whole if any(c.trimmed for c in clips) else ()),
        Deed("clip.relink", "Find file...", "link", "The same recording at another place"),
        Deed("clip.replace", "Replace...", "swap", "Another recording: words are aligned, keys follow them"),
        Deed("clip.realign", "Align again", "text-align-justify", "Hear anew where each word is said"),
        Deed("clip.remove", "Remove", "trash"),
    )
    ids = tuple(c.id for c in clips)
    return Inspection(title, "waves", "clip", ids, character.name, tuple(sections), deeds)


def _speaker(
    character: Character, clips: tuple[VoiceClip, ...], cast: tuple[Character, ...]
) -> tuple[Field, ...]:
    """Only where there is somebody else to speak."""
    if len(cast) < 2:
        return ()
    people = Choice(tuple((c.id, c.name) for c in cast))
    tip = "Performed anew by whoever speaks it. Feelings stay with who spoke before."
    return (over(clips, "speaker", "Speaker", people, lambda _: character.id, _put_speaker, tip=tip),)


def _media(clips: tuple[VoiceClip, ...]) -> tuple[Field, ...]:
    if len(clips) != 1:
        return ()
    media = clips[0].media
    return (
        told("path", "File", media.path, tip=media.path),
        told("recorded", "Recorded", f"{shown(seconds(media.duration), 2)} s"),
    )


def _words(clip: VoiceClip) -> tuple[Field, ...]:
    script = over(
        [clip], "script", "Script", Text(lines=4, hint="What is said"), lambda c: c.script.text, _put_script
    )
    if clip.transcript is None:
        return (script, told("aligned", "Aligned", "not yet", "warning"))
    doubtful = sum(word.doubtful for word in clip.said)
    return (
        script,
        told("count", "Words", len(clip.said)),
        told("aligned", "Aligned by", _SOURCES.get(clip.transcript.source, clip.transcript.source)),
        told("doubtful", "Doubtful", doubtful, "warning" if doubtful else "text"),
    )


def _put_start(project: Project, id_: str, value: Value) -> Project:
    return move_clip(project, id_, max(tick_of(value), 0) - part_of(project, VoiceClip, id_).in_point)


def _put_speaker(project: Project, id_: str, value: Value) -> Project:
    return give_clip(project, id_, str(value))


def _put_language(project: Project, id_: str, value: Value) -> Project:
    script = part_of(project, VoiceClip, id_).script
    return set_script(project, id_, attrs.evolve(script, language=str(value).strip() or "en"))


def _put_script(project: Project, id_: str, value: Value) -> Project:
    script = part_of(project, VoiceClip, id_).script
    return set_script(project, id_, attrs.evolve(script, text=str(value)))


def of_words(clip: VoiceClip, words: tuple[Word, ...]) -> Inspection:
    """Words of one recording."""
    tip = "As the script says it. Align again to find its sounds."
    text = over(words, "text", "Text", Text(), lambda w: w.text, partial(_put_word, clip), tip=tip)
    place = _times(clip, words[0]) if len(words) == 1 else ()
    sections = [Section("Word", (text, *place)), Section("Speech", _speech(clip, words))]
    if len(words) == 1:
        sounds = " ".join(p.label for p in words[0].phones) or "none"
        heard = (told("phones", "Sounds", sounds), told("sure", "Sure", f"{words[0].confidence:.0%}"))
        sections.append(Section("Heard", heard))
    title = f"“{words[0].text}”" if len(words) == 1 else f"{len(words)} words"
    said = " ".join(w.text for w in words) if len(words) > 1 else "Word"
    deeds = (
        Deed("word.play", "Play", "play"),
        Deed("word.realign", "Align again", "text-align-justify", "Hear anew where these words are said"),
    )
    return Inspection(title, "chat-text", "word", tuple(w.id for w in words), said, tuple(sections), deeds)


def _speech(clip: VoiceClip, words: tuple[Word, ...]) -> tuple[Field, ...]:
    def tags(project: Project, id_: str, value: Value) -> Project:
        told_tags = tuple(tag.strip() for tag in str(value).split(",") if tag.strip())
        return set_word(project, clip.id, id_, tags=told_tags)

    sure = "Script and sound may disagree here; untick it when the place is right."
    lips, jaw, doubt = (_word_field(clip, name) for name in ("lip_gain", "jaw_gain", "doubtful"))
    return (
        over(words, "lip_gain", "Lips", GAIN, lambda w: w.lip_gain, lips, 1.0),
        over(words, "jaw_gain", "Jaw", GAIN, lambda w: w.jaw_gain, jaw, 1.0),
        over(words, "tags", "Tags", Text(hint="joy, whisper..."), lambda w: ", ".join(w.tags), tags),
        over(words, "doubtful", "Doubtful", Flag(), lambda w: w.doubtful, doubt, False, sure),
    )


def _put_word(clip: VoiceClip, project: Project, id_: str, value: Value) -> Project:
    return retyped(project, clip.id, id_, str(value))


def _word_field(clip: VoiceClip, name: str) -> Callable[[Project, str, Value], Project]:
    """The edit of one field of a word, kept in the type it has."""

    def put(project: Project, id_: str, value: Value) -> Project:
        return set_word(project, clip.id, id_, **{name: value})

    return put


def _times(clip: VoiceClip, word: Word) -> tuple[Field, ...]:
    """Edges in scene time; a word keeps a hundredth of a second at least."""

    def put(project: Project, start: int, end: int) -> Project:
        return set_word_timing(project, clip.id, word.id, max(start, 0), end)

    least = ticks(0.01)

    def put_start(project: Project, value: Value) -> Project:
        return put(project, min(tick_of(value) - clip.start, word.end - least), word.end)

    def put_end(project: Project, value: Value) -> Project:
        return put(project, word.start, max(tick_of(value) - clip.start, word.start + least))

    return (
        Field("start", "Start", SECONDS, at_seconds(clip.start + word.start), put_start),
        Field("end", "End", SECONDS, at_seconds(clip.start + word.end), put_end),
    )


def of_takes(character: Character, takes: tuple[Take, ...], stale: tuple[TimeRange, ...]) -> Inspection:
    """Takes of a model. stale: where they are older than what they were made from."""
    one = takes[0]
    made = one.provenance
    length = one.rate.tick_of(max(len(one.values) - 1, 0))
    facts = (
        told("model", "Model", made.model or "unknown", tip=made.model),
        told("version", "Version", made.version or "-"),
        told("seed", "Seed", made.seed),
        told("licence", "Licence", made.licence or "-"),
        told("span", "Time", f"{shown(seconds(one.start), 2)} to {shown(seconds(one.start + length), 2)} s"),
        told("frames", "Frames", f"{len(one.values)} at {one.rate} fps"),
        told("channels", "Channels", len(one.names)),
        told("age", "State", *(("older than its inputs", "warning") if stale else ("up to date", "success"))),
    )
    locked = tuple(
        told(f"locked{i}", "Locked", f"{shown(seconds(a), 2)} to {shown(seconds(b), 2)} s")
        for i, (a, b) in enumerate(one.locked)
    ) or (told("locked", "Locked", "nothing"),)
    deeds = (
        Deed("take.perform", "Perform again", "arrows-clockwise", "Locked ranges stay"),
        Deed("take.new_seed", "Another seed", "dice-five", "The same line, performed another way"),
        Deed("take.lock", "Lock range", "lock-simple-fill", "Keep the chosen range, or in to out, as it is"),
        Deed("take.unlock", "Unlock all", "lock-simple-open"),
        Deed("take.remove", "Remove", "trash"),
    )
    title = "Take" if len(takes) == 1 else f"{len(takes)} takes"
    sections = (Section("Take", facts), Section("Locked ranges", locked))
    return Inspection(title, "stack", "take", tuple(t.id for t in takes), character.name, sections, deeds)
