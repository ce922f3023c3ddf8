"""The subgroup audit: outcomes of a placement by groups of separate data, which reach no model and no other file.

Nothing but the command line may import this room, so that no group can ever be a reason for a place.
"""

from optimizer.audit.groups import Groups, load_groups, read_groups
from optimizer.audit.outcomes import Outcome, read_outcomes
from optimizer.audit.report import MEASURES, Audit, Column, Figure, Group, audit, audit_data

__all__ = [
    "MEASURES",
    "Audit",
    "Column",
    "Figure",
    "Group",
    "Groups",
    "Outcome",
    "audit",
    "audit_data",
    "load_groups",
    "read_groups",
    "read_outcomes",
]
