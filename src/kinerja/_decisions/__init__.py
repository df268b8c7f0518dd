"""Rooms behind `kinerja.decisions`."""
