"""The rooms behind `kinerja.schemes.skp`, by the regulation."""
