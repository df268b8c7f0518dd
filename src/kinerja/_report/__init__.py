"""Rooms of reports: sections over data, and the report on the sample."""
