"""Performances that leave the studio."""
