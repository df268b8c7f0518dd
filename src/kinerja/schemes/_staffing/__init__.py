"""The rooms behind `kinerja.schemes.staffing`."""
