"""Who is needed where: from workload and working time to need, surplus and shortage.

`workload_need` turns tasks into persons, by unit × job; `wisn` does the same for health staff by
the method of the World Health Organization, `teacher_need` for teachers. `balance_sheet` sets the
need against the staff there is, and `project_need` looks five years ahead. What to do about it is
the question of `kinerja.balancing`.
"""

from ._staffing.balance import BalanceSheet, balance_sheet, headcount
from ._staffing.projection import Projection, project_need
from ._staffing.rounding import WISN_TOLERANCE, round_need
from ._staffing.teachers import TeacherNeed, teacher_need
from ._staffing.time import working_time
from ._staffing.wisn import WISN, wisn
from ._staffing.workload import EFFICIENCY_GRADES, Efficiency, Need, efficiency, workload_need

__all__ = [
    "EFFICIENCY_GRADES",
    "WISN",
    "WISN_TOLERANCE",
    "BalanceSheet",
    "Efficiency",
    "Need",
    "Projection",
    "TeacherNeed",
    "balance_sheet",
    "efficiency",
    "headcount",
    "project_need",
    "round_need",
    "teacher_need",
    "wisn",
    "working_time",
    "workload_need",
]


def __dir__() -> list[str]:
    return sorted(__all__)
