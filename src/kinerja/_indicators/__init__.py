"""Rooms of :mod:`kinerja.indicators`, one per subject."""
