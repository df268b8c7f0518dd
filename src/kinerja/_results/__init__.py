"""Rooms of :mod:`kinerja.results`, one per subject."""
