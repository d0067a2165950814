"""Where words and phones begin and end, edited as borders between neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import attrs

from studio.core.problems import fail
from studio.core.time import ticks
from studio.document.edits.anchors import follow
from studio.document.edits.tree import in_character, in_part, owner_of, part_of
from studio.document.schema import Phone, Project, Transcript, VoiceClip, Word

SHORTEST_WORD = ticks(0.02)
SHORTEST_PHONE = ticks(0.005)


class Side(StrEnum):
    """Which end of a word."""

    START = "start"
    END = "end"


def move_word_edge(
    project: Project, clip_id: str, word_id: str, side: Side, to: int, *, ripple: bool = False
) -> Project:
    """Moves one end of a word to a tick of the recording, as far as there is room.

    A neighbour that touches there goes along; one that does not is where the room ends. ripple: instead, all
    words behind the border move with it and keep their lengths. Phones are stretched with their words, keys
    tied to the words follow.
    """
    clip, words, at = _found(project, clip_id, word_id)
    if side is Side.START and at and words[at - 1].end == words[at].start:
        return move_word_edge(project, clip_id, words[at - 1].id, Side.END, to, ripple=ripple)
    changed = list(words)
    if side is Side.START:
        low = words[at - 1].end if at else 0
        start = _between(to, low, words[at].end - SHORTEST_WORD)
        changed[at] = _lasting(words[at], start, words[at].end)
    elif ripple:
        end = _between(to, words[at].start + SHORTEST_WORD, _room_to_ripple(clip, words, at))
        changed[at] = _lasting(words[at], words[at].start, end)
        changed[at + 1 :] = [_shifted(word, end - words[at].end) for word in words[at + 1 :]]
    else:
        changed = _border(clip, words, at, to)
    return _with_words(project, clip, changed)


def move_phone_edge(project: Project, clip_id: str, word_id: str, border: int, to: int) -> Project:
    """Moves the border before phone `border` of a word to a tick of the recording, as far as there is room.
    The outermost borders (0 and the number of phones) are those of the word."""
    clip, words, at = _found(project, clip_id, word_id)
    phones = words[at].phones
    if border <= 0 or border >= len(phones):
        side = Side.START if border <= 0 else Side.END
        return move_word_edge(project, clip_id, word_id, side, to)
    before, after = phones[border - 1], phones[border]
    to = _between(to, before.start + SHORTEST_PHONE, after.end - SHORTEST_PHONE)
    pair = (attrs.evolve(before, end=to), attrs.evolve(after, start=to))
    word = attrs.evolve(words[at], phones=(*phones[: border - 1], *pair, *phones[border + 1 :]))
    return _with_words(project, clip, [*words[:at], word, *words[at + 1 :]])


def set_phone_label(project: Project, clip_id: str, word_id: str, number: int, label: str) -> Project:
    """Another sound in place of a phone, in the transcript's phone set."""
    clip, words, at = _found(project, clip_id, word_id)
    phones = words[at].phones
    if not 0 <= number < len(phones):
        raise fail(
            "document.missing", "there is no phone at this place", words[at].text, "Choose another one"
        )
    named = attrs.evolve(phones[number], label=label)
    word = attrs.evolve(words[at], phones=(*phones[:number], named, *phones[number + 1 :]))
    return _with_words(project, clip, [*words[:at], word, *words[at + 1 :]])


def _found(project: Project, clip_id: str, word_id: str) -> tuple[VoiceClip, tuple[Word, ...], int]:
    clip = part_of(project, VoiceClip, clip_id)
    words = clip.transcript.words if clip.transcript is not None else ()
    at = next((k for k, word in enumerate(words) if word.id == word_id), None)
    if at is None:
        text = "there is no word with this id"
        raise fail("document.missing", text, word_id, "It may have been aligned again")
    return clip, words, at


def _border(clip: VoiceClip, words: Sequence[Word], at: int, to: int) -> list[Word]:
    """The words with the end of one moved, and the start of the next where they touch."""
    changed, last = list(words), at + 1 == len(words)
    touches = not last and words[at + 1].start == words[at].end
    if last:
        high = clip.media.duration
    else:
        high = words[at + 1].end - SHORTEST_WORD if touches else words[at + 1].start
    end = _between(to, words[at].start + SHORTEST_WORD, high)
    changed[at] = _lasting(words[at], words[at].start, end)
    if touches:
        changed[at + 1] = _lasting(words[at + 1], end, words[at + 1].end)
    return changed


def _room_to_ripple(clip: VoiceClip, words: Sequence[Word], at: int) -> int:
    return max(clip.media.duration - (words[-1].end - words[at].end), words[at].end)


def _between(to: int, low: int, high: int) -> int:
    return max(min(to, high), min(low, high))


def _lasting(word: Word, start: int, end: int) -> Word:
    """The word with other ends, its phones stretched along."""
    if (start, end) == (word.start, word.end):
        return word
    length = max(word.end - word.start, 1)

    def moved(at: int) -> int:
        return start + (min(max(at, word.start), word.end) - word.start) * (end - start) // length

    phones = [attrs.evolve(p, start=moved(p.start), end=moved(p.end)) for p in word.phones]
    if phones:
        phones[-1] = attrs.evolve(phones[-1], end=end)
    return attrs.evolve(word, start=start, end=end, phones=tuple(phones))


def _shifted(word: Word, by: int) -> Word:
    if not by:
        return word
    phones: tuple[Phone, ...] = tuple(
        attrs.evolve(phone, start=phone.start + by, end=phone.end + by) for phone in word.phones
    )
    return attrs.evolve(word, start=word.start + by, end=word.end + by, phones=phones)


def _with_words(project: Project, clip: VoiceClip, words: Sequence[Word]) -> Project:
    transcript = clip.transcript or Transcript()
    if all(a is b for a, b in zip(transcript.words, words, strict=True)):
        return project
    after = attrs.evolve(clip, transcript=attrs.evolve(transcript, words=tuple(words)))
    owner = owner_of(project, VoiceClip, clip.id)
    led = in_character(project, owner.id, lambda character: follow(character, clip, after, {}))
    return in_part(led, VoiceClip, clip.id, lambda _: after)
