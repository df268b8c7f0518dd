"""Rooms of `kinerja.survey`."""
