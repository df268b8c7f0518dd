"""Rooms of the command line: the sample report, and scoring of files."""
