"""What makes a family of a plain region: few experts, too much work, kringen that share nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from instances.merge import side_by_side
from instances.spec import RegionSpec
from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.organisation import Budget, Payer
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import PayerKind, Role

_INSTEAD = "leren"
"""What somebody does who has no other expertise left."""
_SITES_PER_EXPERT = 20
_MOST_EXPERTS = 2
_LEFT_SHARE = 0.6
"""Share of the minutes for visits that is left in an overloaded week."""
_GRAIN = 5


def few_experts(region: Region) -> Region:
    """Return the region with one or two who have the expertise that is asked most; they serve every kring.

    The expertise is one of the SWV's own. Who had it keeps what else they have; groups led by them are to open anew,
    and requests that were theirs have nobody yet.
    """
    scarce = _most_asked(region)
    experts = sorted(
        (b for b in region.begeleiders if scarce in b.expertise and b.role is Role.AB),
        key=lambda b: (-b.contract_minutes, b.id),
    )
    count = _MOST_EXPERTS if len(region.schools) > _SITES_PER_EXPERT else 1
    kept = {b.id for b in experts[:count]}
    lost = {b.id for b in region.begeleiders if scarce in b.expertise} - kept
    kringen = [k.id for k in region.kringen]

    def changed(b: Begeleider) -> Begeleider:
        if b.id in kept:
            return b.model_copy(update={"kringen": (*b.kringen, *(k for k in kringen if k not in b.kringen))})
        if b.id in lost:
            return b.model_copy(update={"expertise": tuple(e for e in b.expertise if e != scarce) or (_INSTEAD,)})
        return b

    return region.model_copy(
        update={
            "begeleiders": tuple(changed(b) for b in region.begeleiders),
            "hulpvragen": tuple(_released(h, scarce, lost) for h in region.hulpvragen),
            "arrangementen": tuple(_stopped(a, scarce, lost) for a in region.arrangementen),
        }
    )


def _most_asked(region: Region) -> str:
    """Return the expertise of the SWV's own staff of which most visit minutes are due."""
    asked: Counter[str] = Counter()
    for d in active_hulpvragen(region):
        if d.hulpvraag.institute is None:
            asked[d.hulpvraag.expertise] += d.minutes
    own = {e for b in region.begeleiders if b.role is Role.AB for e in b.expertise}
    return max((e for e in asked if e in own), key=lambda e: (asked[e], e))


def _released(h: Hulpvraag, expertise: str, lost: set[str]) -> Hulpvraag:
    return h.model_copy(update={"current": None}) if h.expertise == expertise and h.current in lost else h


def _stopped(a: Groepsarrangement, expertise: str, lost: set[str]) -> Groepsarrangement:
    """Return an arrangement without its running group when who leads it may no longer."""
    if a.running is None:
        return a
    led = zip((a.expertise, *a.co_leaders), (a.running.leader, *a.running.co_leaders), strict=True)
    gone = any(asked == expertise and who in lost for asked, who in led)
    return a.model_copy(update={"running": None}) if gone else a


def overloaded(region: Region) -> Region:
    """Return the region in a week in which everybody has three fifths of the minutes for visits."""

    def busy(b: Begeleider) -> Begeleider:
        left = _GRAIN * round(_LEFT_SHARE * (b.contract_minutes - b.reserved_minutes) / _GRAIN)
        return b.model_copy(update={"reserved_minutes": b.contract_minutes - left})

    return region.model_copy(update={"begeleiders": tuple(busy(b) for b in region.begeleiders)})


@dataclass(frozen=True)
class _Payers:
    """Puts the budgets of a lone kring in the hands of that kring."""

    kring: str

    def own(self, budget: Budget) -> Budget:
        """Return a budget of the SWV as one of the kring."""
        if budget.payer.kind is not PayerKind.SWV:
            return budget
        return budget.model_copy(update={"payer": Payer(kind=PayerKind.KRING, id=self.kring)})


def apart(spec: RegionSpec, lone: Sequence[Region]) -> Region:
    """Return regions of one kring each as one region whose kringen share nothing.

    Each has a gemeente, besturen, begeleiders, groups and money of its own, and no neighbours. There is no published
    plan.
    """
    own = [
        region.model_copy(update={"budgets": tuple(_Payers(region.kringen[0].id).own(b) for b in region.budgets)})
        for region in lone
    ]
    return side_by_side(own).model_copy(update={"id": spec.id, "name": spec.name})
