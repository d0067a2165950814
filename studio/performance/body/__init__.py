"""The body: breath, weight, posture and arms at rest, planned as events an artist can edit, then realised."""

from studio.performance.body.carried import REACH, carried
from studio.performance.body.gaze import head_turns, steadied, steadied_gaze
from studio.performance.body.plan import plan_body
from studio.performance.body.realise import body_poses

__all__ = ["REACH", "body_poses", "carried", "head_turns", "plan_body", "steadied", "steadied_gaze"]
