"""What several formats need alike: checked clips, angle tracks, names, influences, decimal text, archives."""
