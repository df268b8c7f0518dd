"""Rooms of :mod:`kinerja.normalization`, one a subject."""
