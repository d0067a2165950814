"""Dialogs: characters, export, settings of one thing at a time."""
