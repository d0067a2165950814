"""Motion from elsewhere: BVH of any skeleton, and SMPL-X, SMPL-H and SMPL sequences as arrays."""

from studio.interchange.motion_in.bvh_file import read_bvh
from studio.interchange.motion_in.smpl_file import read_smpl

__all__ = ["read_bvh", "read_smpl"]
