"""How a transfer problem is solved: several formulations of one ladder of objectives."""
