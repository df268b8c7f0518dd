"""The rooms of `kinerja.staffing`: need, time, WISN, balance sheet, projection, teachers."""
