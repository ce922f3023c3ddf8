"""What was planned and delivered over a period, by bestuur, institute, kring and expertise.

See docs/accountability.md.
"""

from __future__ import annotations

from optimizer.report.accountability.period import Period
from optimizer.report.accountability.totals import Accountability, accountability_of
from optimizer.report.accountability.types import BudgetUse, Figures, Key

__all__ = ["Accountability", "BudgetUse", "Figures", "Key", "Period", "accountability_of"]
