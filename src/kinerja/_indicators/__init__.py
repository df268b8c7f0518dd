"""Rooms of :mod:`kinerja.indicators`, one a subject."""
