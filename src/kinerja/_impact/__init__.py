"""Rooms of :mod:`kinerja.impact`, one a kind of question."""
