"""The rooms behind `kinerja.balancing`."""
