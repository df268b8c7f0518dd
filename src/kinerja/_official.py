"""Figures of the national rules that general functions take as their defaults.

The tables of the schemes are made of the same figures, so that each is written once.
"""

from __future__ import annotations

MONTHS_BEFORE_TRANSFER = 24
"""Months in the present post before a civil servant may be transferred (Peraturan BKN 5/2019)."""

MONTHS_OVERDUE = 60
"""Months in the present post after which a transfer is overdue (Peraturan BKN 5/2019)."""

TRAINING_HOURS = 20
"""Hours of training a year that are due to a civil servant (PP 11/2017 art. 203)."""
