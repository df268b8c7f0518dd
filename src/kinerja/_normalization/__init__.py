"""Rooms of :mod:`kinerja.normalization`, one per subject."""
