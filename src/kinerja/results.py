"""What every result has in common.

A result is a frozen, slotted dataclass that owns its arrays: they are read-only, share no memory
with the caller's input, and stay read-only after copy and pickle. Results compare by value, print
in a terminal and a notebook (`show`, `to_text`, `to_html`), and travel as strict JSON
(``to_dict``, ``from_dict``, ``json_schema``) or as a table (``to_frame``).
"""

from ._results.arrays import Axes as Axes
from ._results.arrays import BoolMatrix as BoolMatrix
from ._results.arrays import BoolVector as BoolVector
from ._results.arrays import FloatCube as FloatCube
from ._results.arrays import FloatMatrix as FloatMatrix
from ._results.arrays import FloatVector as FloatVector
from ._results.arrays import IntMatrix as IntMatrix
from ._results.arrays import IntVector as IntVector
from ._results.arrays import LabelMatrix as LabelMatrix
from ._results.arrays import LabelVector as LabelVector
from ._results.axes import Axis, Unit
from ._results.base import BACKENDS as BACKENDS
from ._results.base import Backend as Backend
from ._results.base import Result
from ._results.provenance import Provenance
from ._results.small_cells import suppress

__all__ = ["Axis", "Provenance", "Result", "Unit", "suppress"]


def __dir__() -> list[str]:
    return sorted(__all__)
