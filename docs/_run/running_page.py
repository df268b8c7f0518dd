"""What every page that runs begins with, out of the reader's sight.

It works in a folder of its own that holds the data a reader can download, and shows a picture as
the SVG that `plotting.svg` writes: with a title and a description, text as text, always the same.
"""

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
from IPython import get_ipython
from matplotlib.figure import Figure

from kinerja import plotting

ROOT = Path(__file__).resolve().parents[2]
folder = tempfile.mkdtemp()
DATA = (*(ROOT / "examples/data").iterdir(), *(ROOT / "src/kinerja/_sample").glob("*.csv"))
for file in DATA:
    if file.is_file():
        shutil.copy(file, folder)
os.chdir(folder)

numbers = count(1)


def picture(fig):
    """Draw it as inline SVG, each picture of a page under a prefix of its own."""
    drawn = plotting.svg(fig, prefix=f"picture{next(numbers)}")
    return f'<div class="picture">{drawn}</div>'


def table(frame):
    """Show a dataframe without the numbers of its rows: their column would have no heading."""
    return frame.to_html(index=False, border=0)


as_html = get_ipython().display_formatter.formatters["text/html"]
as_html.for_type(Figure, picture)
as_html.for_type(pd.DataFrame, table)
np.set_printoptions(legacy=False, precision=4, suppress=True)
