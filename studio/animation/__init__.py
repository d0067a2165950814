"""Dense motion: named channels over frames, curves into values, rotations, quality."""
