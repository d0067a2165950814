"""Projects on disk: opened, saved, copied, guarded."""
