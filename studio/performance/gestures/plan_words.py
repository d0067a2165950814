"""What is said, word by word in scene time, as the planner of gestures hears it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from studio.document.schema import VoiceClip, Word
from studio.speech.punctuation import closing_marks

if TYPE_CHECKING:
    from studio.speech.prosody import Prosody, WordProsody


@attrs.frozen
class SaidWord:
    """A word in scene ticks. nucleus: the middle of its stressed vowel; prominence 0..1; phrase: number of
    the phrase it stands in, from `phrase_start` to `phrase_end`; `asks`: it ends with a question mark.
    language: empty where only sounds were heard and no words."""

    id: str
    text: str
    language: str
    start: int
    end: int
    nucleus: int
    prominence: float
    phrase: int = 0
    phrase_start: int = 0
    phrase_end: int = 0
    asks: bool = False


def said_words(clips: Iterable[VoiceClip], prosodies: Mapping[str, Prosody]) -> tuple[SaidWord, ...]:
    """The words of all clips that have been analysed, in the order of time. A phrase ends where the voice
    comes to rest, and where the script ends a sentence."""
    found: list[SaidWord] = []
    for clip in sorted(clips, key=lambda c: (c.begin, c.id)):
        heard = prosodies.get(clip.id)
        if heard is None or clip.transcript is None:
            continue
        texts = {word.id: word for word in clip.transcript.words}
        marks = dict(zip(texts, closing_marks(clip.script.text, clip.transcript.words), strict=True))
        language = "" if clip.transcript.source == "decoder" else clip.transcript.language
        ends = {edge.word_id for edge in heard.phrase_ends}
        phrase: list[tuple[Word, WordProsody]] = []
        for word in (word for word in heard.words if clip.hears(word.start, word.end)):
            phrase.append((texts[word.word_id], word))
            mark = marks[word.word_id]
            if mark or word.word_id in ends:
                found += _phrase(clip, language, phrase, _number(found), mark == "?")
                phrase = []
        found += _phrase(clip, language, phrase, _number(found), asks=False)
    return tuple(sorted(found, key=lambda w: (w.nucleus, w.id)))


def _number(found: Sequence[SaidWord]) -> int:
    return found[-1].phrase + 1 if found else 0


def _phrase(
    clip: VoiceClip, language: str, phrase: list[tuple[Word, WordProsody]], number: int, asks: bool
) -> list[SaidWord]:
    start = clip.start + (phrase[0][1].start if phrase else 0)
    end = clip.start + (phrase[-1][1].end if phrase else 0)
    return [
        SaidWord(
            f"{clip.id}-{heard.word_id}", word.text, language, clip.start + heard.start,
            clip.start + heard.end, clip.start + heard.nucleus, float(heard.prominence), number, start, end,
            asks,
        )
        for word, heard in phrase
    ]  # fmt: skip
