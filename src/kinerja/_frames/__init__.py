"""Rooms of `kinerja.frames`."""
