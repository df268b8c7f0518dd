"""Every kind of data handed to what takes it: checked by ``mypy --strict``, and never run.

Lists with None, mappings, sheets and dataframes are data wherever the pages say so; a user's
checker must not refuse them.
"""

from pathlib import Path

import pandas as pd
import polars as pl

from kinerja import Scorecard, anchor, plotting, score, sheets
from kinerja.balancing import TransferRules, imbalance, plan_transfers
from kinerja.competency import gaps
from kinerja.impact import paired
from kinerja.normalization import min_max
from kinerja.ranking import saw, topsis
from kinerja.ratings import cohen_kappa, icc, krippendorff_alpha, rater_effects
from kinerja.records import attendance
from kinerja.reliability import alpha, bartlett, item_analysis, kmo, omega
from kinerja.schemes import skm
from kinerja.staffing import balance_sheet, workload_need
from kinerja.survey import (
    Design,
    compare_waves,
    importance_performance,
    key_drivers,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    screen,
    total,
)
from kinerja.weights import ahp, entropy

pandas_table = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})
polars_table = pl.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})
columns = {"a": [1.0, 2.0], "b": [3.0, 4.0]}
with_none = {"a": [1.0, None], "b": [3.0, 4.0]}
sheet = sheets.read("x.csv")
card = Scorecard.load(Path("x.json"))
score(card, pandas_table)
score(card, polars_table)
score(card, columns)
score(card, sheet)
score(card, with_none)
anchor(card, pandas_table)
screen(pandas_table)
screen(polars_table)
screen(columns)
screen(sheet)
screen(with_none)
alpha(pandas_table)
alpha(polars_table)
alpha(columns)
alpha(sheet)
omega(pandas_table)
kmo(columns)
bartlett(sheet)
item_analysis(columns)
mean(pandas_table, Design())
mean(columns, Design())
mean(sheet, Design())
mean(pandas_table["a"], Design())
mean(polars_table["a"], Design())
mean([1, 2, None], Design(), missing="omit")
proportion(["a", "b"], Design())
quantile(columns, Design())
ratio([1, 2], [3, 4], Design())
total(columns, Design(weights=pandas_table["a"]))
Design(weights=polars_table["a"], strata=["a", "b"], clusters=[["a", "b"], [1, 2]])
skm.index(pandas_table)
skm.index(columns)
skm.index(sheet)
skm.index(with_none, missing="omit")
topsis(pandas_table, [1, 2])
topsis(columns, [1, 2])
saw(polars_table, [1, 2])
topsis(sheet, [1, 2])
gaps(columns, columns)
gaps(pandas_table, pandas_table)
gaps(sheet, sheet)
imbalance(pandas_table["a"])
imbalance(polars_table["a"])
plan_transfers(pandas_table, pandas_table)
plan_transfers(polars_table, columns)
plan_transfers(columns, columns, TransferRules())
plan_transfers(sheet, sheet)
paired(pandas_table["a"], pandas_table["b"])
paired(polars_table["a"], [1, None], missing="omit")
icc(pandas_table)
icc(columns)
icc(polars_table)
cohen_kappa(pandas_table["a"], polars_table["a"])
cohen_kappa(["x", None], ["x", "y"])
krippendorff_alpha(pandas_table)
krippendorff_alpha([[1, None], [2, 2]])
attendance(pandas_table["a"], polars_table["a"])
attendance([1, None], [2, 3])
ahp(pandas_table)
entropy(pandas_table)
entropy(columns)
min_max(pandas_table)
min_max(pandas_table["a"])
key_drivers(pandas_table, [1, 2])
key_drivers(columns, pandas_table["a"])
importance_performance(pandas_table, columns)
compare_waves(pandas_table, columns)
rater_effects(pandas_table["a"], ["x", "y"], polars_table["a"])
workload_need(pandas_table["a"], polars_table["a"], effective_time=1200)
balance_sheet(columns, pandas_table)
rake(Design(), [(pandas_table["a"], {"x": 3.0})])
poststratify(Design(), polars_table["a"], {"x": 2.0})
first: float = float(score(card, pandas_table).total[0])
for one in score(card, pandas_table):
    print(one.band, one.rank)  # noqa: T201
plotting.grades(score(card, pandas_table)).savefig("x.png")
frame = score(card, pandas_table).to_frame(backend="pandas")
