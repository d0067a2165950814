"""The contract between Moodline and its models. Depends on numpy alone; runs on Python 3.8 and later.

A model is a class with the methods of `Generator`, in a folder with a `plugin.toml`:

    class Mine:
        def load(self, assets, device, dtype): return LoadReport()
        def generate(self, request, context): return Result([Track(...)], UsedSettings(...))
        def open_stream(self, head): return None
        def unload(self): pass
"""

from __future__ import annotations

from studio_plugin.controls import (
    CONTROL_TYPES,
    AssetControl,
    ChoiceControl,
    ConstraintControl,
    Control,
    EmbeddingControl,
    MixControl,
    PointControl,
    RegionMapControl,
    ScalarControl,
    SpanTextControl,
    SpanValueControl,
)
from studio_plugin.generator import Chunk, Context, Generator, Stream, StreamHead
from studio_plugin.request import (
    Audio,
    Curve,
    IdentityRef,
    MotionConstraints,
    Phonemes,
    Request,
    Span,
    TimedToken,
    Value,
    Variation,
)
from studio_plugin.result import TRACK_TYPES, LoadReport, Notice, Result, Track, UsedSettings
from studio_plugin.version import API_VERSION

__all__ = [
    "API_VERSION",
    "CONTROL_TYPES",
    "TRACK_TYPES",
    "AssetControl",
    "Audio",
    "ChoiceControl",
    "Chunk",
    "ConstraintControl",
    "Context",
    "Control",
    "Curve",
    "EmbeddingControl",
    "Generator",
    "IdentityRef",
    "LoadReport",
    "MixControl",
    "MotionConstraints",
    "Notice",
    "Phonemes",
    "PointControl",
    "RegionMapControl",
    "Request",
    "Result",
    "ScalarControl",
    "Span",
    "SpanTextControl",
    "SpanValueControl",
    "Stream",
    "StreamHead",
    "TimedToken",
    "Track",
    "UsedSettings",
    "Value",
    "Variation",
]
