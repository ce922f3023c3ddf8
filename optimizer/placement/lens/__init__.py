"""The other lens: student-proposing deferred acceptance over the same candidates, and a check for families."""

from optimizer.placement.lens.acceptance import deferred_acceptance
from optimizer.placement.lens.cutoffs import cutoffs
from optimizer.placement.lens.stability import UnstableError, blocking_pairs
from optimizer.placement.lens.values import lens_values
from optimizer.placement.lens.verify import Own, OwnOption, Published, Reason, Verified, own_facts, published, verify
from optimizer.placement.lens.whole import lens

__all__ = [
    "Own",
    "OwnOption",
    "Published",
    "Reason",
    "UnstableError",
    "Verified",
    "blocking_pairs",
    "cutoffs",
    "deferred_acceptance",
    "lens",
    "lens_values",
    "own_facts",
    "published",
    "verify",
]
