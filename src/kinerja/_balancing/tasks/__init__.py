"""Rooms of `balancing.assign_tasks`: the grid, first plans, exchange, and exact search."""
