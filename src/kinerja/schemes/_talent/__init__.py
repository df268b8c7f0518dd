"""Rooms of `kinerja.schemes.talent`."""
