"""Gestures: hand-made movements of arms and hands that go with what is said, planned as events and
realised on a body."""
