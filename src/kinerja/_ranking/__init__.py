"""Rooms of :mod:`kinerja.ranking`, one a family of methods."""
