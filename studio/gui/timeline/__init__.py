"""The timeline: lanes over one time axis."""
