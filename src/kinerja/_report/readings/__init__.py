"""Whole reports composed for a reader: a leader, a head of office, an employee, an analyst."""
