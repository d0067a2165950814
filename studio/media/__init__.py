"""Recordings and derived data: load any audio, waveform peaks, a cache keyed by content hash."""
