"""The California school samples and R's figures on them, for every test of the survey module."""

import json
from pathlib import Path

import numpy as np

from kinerja.survey import Design

PARITY = Path(__file__).parents[1] / "parity"
SAMPLES = json.loads((PARITY / "api_samples.json").read_text("utf-8"))
FIGURES = json.loads((PARITY / "survey.json").read_text("utf-8"))["figures"]


def columns(name):
    """Columns of one sample; a missing number is NaN."""
    out = {}
    for key, values in SAMPLES[name].items():
        if key in {"stype", "sch.wide"}:
            out[key] = np.array(values, dtype=object)
        else:
            out[key] = np.array([np.nan if v is None else v for v in values], dtype=float)
    return out


STRAT, CLUS1, CLUS2 = columns("apistrat"), columns("apiclus1"), columns("apiclus2")


def designs():
    """Name in the figures → (sample, design)."""
    two = [CLUS2["dnum"], CLUS2["snum"]]
    pw = CLUS2["pw"]
    return {
        "strat": (
            STRAT,
            Design(weights=STRAT["pw"], strata=STRAT["stype"], fpc=STRAT["fpc"]),
        ),
        "stratwr": (STRAT, Design(weights=STRAT["pw"], strata=STRAT["stype"])),
        "clus1": (
            CLUS1,
            Design(weights=CLUS1["pw"], clusters=CLUS1["dnum"], fpc=CLUS1["fpc"]),
        ),
        "clus1wr": (CLUS1, Design(weights=CLUS1["pw"], clusters=CLUS1["dnum"])),
        "clus2": (CLUS2, Design(clusters=two, fpc=[CLUS2["fpc1"], CLUS2["fpc2"]])),
        "clus2wr": (CLUS2, Design(clusters=two, weights=pw)),
        "clus2f1": (CLUS2, Design(clusters=two, weights=pw, fpc=[CLUS2["fpc1"]])),
    }


DESIGNS = designs()


def figure(name):
    return FIGURES[name]["value"]
