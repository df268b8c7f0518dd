"""Rooms of :mod:`kinerja.scoring`, one a subject."""
