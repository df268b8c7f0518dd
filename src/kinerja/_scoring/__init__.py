"""Rooms of :mod:`kinerja.scoring`, one per subject."""
