"""Rooms of :mod:`kinerja.weights`, one a source of weights."""
