"""A neutral baked clip and one module per file format; none knows another."""
