"""Talks to models and is never one: manifests, generation."""
