"""Rooms of `kinerja.reliability`."""
