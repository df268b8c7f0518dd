"""Rooms of `kinerja.competency`: levels and gaps, matches, who may, who learns what."""
