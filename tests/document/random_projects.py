"""Random projects, and one small project to edit."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from studio.core.time import TICKS_PER_SECOND, Rate
from studio.document.curves import Curve, Handle, Interpolation, Key, WordAnchor
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)

S = TICKS_PER_SECOND

# Half surrogate pairs are among them: undecodable file names bring them in.
texts = st.text(max_size=8) | st.sampled_from(["Grüße", "\udcff.wav", "日本", '"', "\\", "\n", "extra", "id"])
times = st.integers(-(1 << 50), 1 << 50)
numbers = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
# Names no class has for a field of its own.
extras = st.dictionaries(texts.map(lambda t: "new_" + t), plain, max_size=2)
rates = st.builds(Rate, st.integers(1, 10**6), st.integers(1, 10**6))


def many(strategy: st.SearchStrategy, size: int = 2) -> st.SearchStrategy:
    return st.lists(strategy, max_size=size).map(tuple)


handles = st.builds(Handle, times, numbers, extra=extras)
keys = st.builds(
    Key,
    times,
    numbers,
    st.sampled_from(list(Interpolation)),
    st.none() | handles,
    st.none() | handles,
    st.none() | st.builds(WordAnchor, texts, numbers, extra=extras),
    extra=extras,
)
curves = st.builds(
    lambda k, e: Curve(tuple(sorted(k, key=lambda key: key.time)), e),
    st.lists(keys, max_size=4, unique_by=lambda key: key.time),
    extras,
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    number = iter(range(10**6))

    def ids() -> st.SearchStrategy[str]:
        return st.builds(lambda t: f"{next(number)}{t}", texts)

    phones = st.builds(Phone, texts, times, times, extra=extras)
    words = st.builds(
        Word, ids(), texts, times, times, numbers, many(phones), st.booleans(), numbers, numbers, many(texts),
        extra=extras,
    )  # fmt: skip
    transcripts = st.builds(Transcript, texts, texts, texts, many(words), extra=extras)
    media = st.builds(MediaRef, texts, texts, times, extra=extras)
    scripts = st.builds(Script, texts, texts, extra=extras)
    clips = st.builds(
        VoiceClip, ids(), media, times, scripts, st.none() | transcripts, st.integers(0, 1 << 50),
        st.none() | st.integers(1, 1 << 50), extra=extras,
    )  # fmt: skip
    emotions = st.builds(
        EmotionTrack,
        ids(),
        texts,
        curves,
        st.dictionaries(texts, numbers, max_size=2),
        st.booleans(),
        extra=extras,
    )
    overrides = st.builds(
        OverrideLayer, ids(), texts, st.dictionaries(texts, curves, max_size=2), st.booleans(), numbers,
        st.booleans(), extra=extras,
    )  # fmt: skip
    events = st.builds(
        Event, ids(), texts, times, times, st.dictionaries(texts, numbers, max_size=2), texts, st.booleans(),
        st.booleans(), extra=extras,
    )  # fmt: skip
    characters = st.builds(
        Character, ids(), texts, texts, times, numbers, numbers, many(clips), many(emotions),
        many(takes(ids())), many(overrides), many(events), extra=extras,
    )  # fmt: skip
    markers = st.builds(Marker, ids(), times, texts, extra=extras)
    scenes = st.builds(Scene, ids(), texts, rates, many(characters), many(markers), extra=extras)
    return draw(st.builds(Project, texts, texts, many(scenes), extra=extras))


def takes(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Take]:
    provenance = st.builds(Provenance, texts, texts, times, texts, texts, extra=extras)
    return st.builds(
        lambda id_, names, rate, start, frames, seed, origin, locked, extra: Take(
            id_,
            tuple(names),
            rate,
            start,
            np.random.default_rng(seed).normal(size=(frames, len(names))).astype(np.float32),
            origin,
            tuple(locked),
            extra=extra,
        ),
        ids,
        st.lists(texts, max_size=3, unique=True),
        rates,
        times,
        st.integers(0, 4),
        st.integers(0, 99),
        provenance,
        st.lists(st.tuples(times, times), max_size=2),
        extras,
    )


def phones(start: int, end: int) -> tuple[Phone, ...]:
    middle = (start + end) // 2
    return (Phone("HH", start, middle), Phone("AY1", middle, end))


def spoken(*words: tuple[str, float, float], prefix: str = "w") -> Transcript:
    """Words with an id by place, times in seconds of the recording."""
    return Transcript(
        words=tuple(
            Word(f"{prefix}{i}", text, round(a * S), round(b * S), phones=phones(round(a * S), round(b * S)))
            for i, (text, a, b) in enumerate(words)
        )
    )


def small() -> Project:
    """One scene, one character, one clip of three words from second 1, a track of joy, a take, a layer."""
    clip = VoiceClip("clip1", MediaRef("a.wav", "00", 3 * S), start=S)
    take = Take(
        "take1", ("jawOpen", "mouthClose"), Rate(30), 0, np.zeros((91, 2), np.float32), Provenance("m")
    )
    character = Character(
        "nora1",
        "Nora",
        "nora",
        clips=(clip,),
        emotions=(EmotionTrack("joy1", "joy", Curve((Key(0, 0.0), Key(4 * S, 1.0)))),),
        takes=(take,),
        overrides=(OverrideLayer("hand1", "by hand"),),
        events=(Event("blink1", "blink", S, S + S // 5, pinned=True), Event("nod1", "head", 2 * S, 3 * S)),
    )
    return Project("p", "Small", (Scene("scene1", "One", characters=(character,)),))
