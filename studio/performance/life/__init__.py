"""Signs of life: blinks, glances and head motion, planned as events an artist can edit, then realised."""

from studio.performance.life.mood import Mood, calm, mood_of
from studio.performance.life.plan import plan_life
from studio.performance.life.realise import LifeFrames, look_channels, realise_life
from studio.performance.life.voice import Accent, PhraseEdge, Voice, voice_in_scene

__all__ = [
    "Accent",
    "LifeFrames",
    "Mood",
    "PhraseEdge",
    "Voice",
    "calm",
    "look_channels",
    "mood_of",
    "plan_life",
    "realise_life",
    "voice_in_scene",
]
