"""The rooms behind `kinerja.schemes.skm`."""
