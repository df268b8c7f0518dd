"""What people can do, what posts ask for, and what would close the gap."""

from ._competency.candidates import Candidate, candidates
from ._competency.course import Course
from ._competency.development import development_plan
from ._competency.eligibility import Eligibility, eligible
from ._competency.gaps import Gaps, gaps
from ._competency.letter import REASONS
from ._competency.map import DevelopmentMap, Link
from ._competency.match import (
    career_paths,
    job_match,
    succession_depth,
)
from ._competency.needs import LearningNeeds, learning_needs
from ._competency.nine_box import NineBox, measurement_error, nine_box
from ._competency.plan import Assignment, DevelopmentPlan, Unmet
from ._competency.rules import Requirement, Rule, Training
from ._solve import Level

__all__ = [
    "REASONS",
    "Assignment",
    "Candidate",
    "Course",
    "DevelopmentMap",
    "DevelopmentPlan",
    "Eligibility",
    "Gaps",
    "LearningNeeds",
    "Level",
    "Link",
    "NineBox",
    "Requirement",
    "Rule",
    "Training",
    "Unmet",
    "candidates",
    "career_paths",
    "development_plan",
    "eligible",
    "gaps",
    "job_match",
    "learning_needs",
    "measurement_error",
    "nine_box",
    "succession_depth",
]


def __dir__() -> list[str]:
    return sorted(__all__)
