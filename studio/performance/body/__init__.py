"""The body: breath, weight, posture and arms at rest, planned as events an artist can edit, then realised."""

from studio.performance.body.gaze import steadied_gaze
from studio.performance.body.plan import plan_body
from studio.performance.body.realise import body_poses

__all__ = ["body_poses", "plan_body", "steadied_gaze"]
