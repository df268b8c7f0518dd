"""How a development plan is found: three formulations over `_solve`, the lightest that fits."""
