"""Rooms of :mod:`kinerja.results`, one a subject."""
