"""The rooms behind `kinerja.schemes.allowance`."""
