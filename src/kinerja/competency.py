"""What people can do, what posts ask for, and what would close the gap."""

from ._competency.eligibility import Eligibility, eligible
from ._competency.gaps import Gaps, gaps
from ._competency.match import (
    Candidate,
    candidates,
    career_paths,
    job_match,
    succession_depth,
)
from ._competency.nine_box import NineBox, measurement_error, nine_box
from ._competency.rules import Requirement, Rule, Training

__all__ = [
    "Candidate",
    "Eligibility",
    "Gaps",
    "NineBox",
    "Requirement",
    "Rule",
    "Training",
    "candidates",
    "career_paths",
    "eligible",
    "gaps",
    "job_match",
    "measurement_error",
    "nine_box",
    "succession_depth",
]
