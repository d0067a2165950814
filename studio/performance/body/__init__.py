"""The body: breath, weight, posture and arms at rest, planned as events an artist can edit, then realised."""

from studio.performance.body.carried import REACH, carried
from studio.performance.body.gaze import steadied_gaze
from studio.performance.body.plan import plan_body
from studio.performance.body.realise import body_poses

__all__ = ["REACH", "body_poses", "carried", "plan_body", "steadied_gaze"]
