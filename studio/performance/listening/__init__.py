"""Somebody who listens: nods, smiles, looks and moves with the one who speaks, as events and emotion tracks
that an artist can edit."""

from studio.performance.listening.attitude import ATTITUDES, Attitude, attitude_of
from studio.performance.listening.partner import Partner, partner_of
from studio.performance.listening.plan import PLANNED, Listening, plan_listening

__all__ = [
    "ATTITUDES",
    "PLANNED",
    "Attitude",
    "Listening",
    "Partner",
    "attitude_of",
    "partner_of",
    "plan_listening",
]
