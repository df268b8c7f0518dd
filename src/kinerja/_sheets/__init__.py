"""Spreadsheets in and out: the rooms behind ``kinerja.sheets``."""
