"""Rooms of `kinerja.ratings`."""
