"""What joints' names mean in the skeletons of many programs."""

from __future__ import annotations

import pytest

from studio.animation.skeleton_names import meaning

NAMES = {
    # Mixamo, MotionBuilder, ZeroEGGS, Rokoko
    "mixamorig:LeftUpLeg": ("thigh", 1), "mixamorig1:RightForeArm": ("elbow", -1), "LeftShin": ("knee", 1),
    "LeftHandIndex2": ("index", 1), "RightHandThumb1": ("thumb", -1), "LeftFoot": ("ankle", 1),
    "RightToeBase": ("toe", -1), "Spine3": ("spine", 0), "Hips": ("pelvis", 0), "RightThigh": ("thigh", -1),
    # CMU
    "LHipJoint": ("hip", 1), "LowerBack": ("spine", 0), "RThumb": ("thumb", -1), "Neck1": ("neck", 0),
    # Blender's Rigify
    "DEF-upper_arm.L": ("upperarm", 1), "f_index.01.R": ("index", -1), "shin.L": ("knee", 1),
    "DEF-thigh.R": ("thigh", -1), "toe.L": ("toe", 1),
    # Unreal
    "clavicle_l": ("collar", 1), "calf_r": ("knee", -1), "ball_l": ("toe", 1), "pinky_03_r": ("pinky", -1),
    # Biped, Character Creator, Daz, VRM
    "Bip01 L Clavicle": ("collar", 1), "Bip001 R Foot": ("ankle", -1), "CC_Base_L_Upperarm": ("upperarm", 1),
    "CC_Base_Head": ("head", 0), "lShldrBend": ("upperarm", 1), "rCollar": ("collar", -1),
    "J_Bip_L_LowerLeg": ("knee", 1), "J_Bip_C_Head": ("head", 0), "lThigh": ("thigh", 1),
    "rHand": ("wrist", -1),
    # SMPL
    "L_Wrist": ("wrist", 1), "left_collar": ("collar", 1), "m_avg_R_Ankle": ("ankle", -1),
    # helpers and nothing
    "upperarm_twist_01_l": None, "LeftForeArmRoll": None, "ik_foot_l": None, "Bone.012": None, "": None,
    "joint5": None, "Left": None, "LeftFingerBase": None,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_mean_what_their_makers_mean(name):
    found = meaning(name)
    wanted = NAMES[name]
    if wanted is None:
        assert found is None or found.part not in ("wrist", "ankle", "elbow", "knee", "upperarm")
    else:
        assert found is not None
        assert (found.part, found.side) == wanted


def test_numbers_are_read():
    assert meaning("LeftHandIndex2").number == 2
    assert meaning("index_01_l").number == 1
    assert meaning("Neck").number is None
