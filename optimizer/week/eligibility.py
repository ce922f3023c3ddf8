"""Who may serve what, as the models see it; the rules have their own reading of the same page."""

from __future__ import annotations

from optimizer.domain.arrangement import Groepsarrangement
from optimizer.domain.begeleider import Begeleider
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.index import RegionIndex
from optimizer.domain.leerling import Leerling
from optimizer.domain.organisation import Budget
from optimizer.domain.school import Hours
from optimizer.domain.vocabulary import NeighbourPolicy, PayerKind, Target


class Eligibility:
    """Answers on expertise and kring for one region, with the kringen served worked out once."""

    def __init__(self, index: RegionIndex) -> None:
        self.index = index
        self.policy = index.region.policy
        self._served = {b.id: self._kringen_served(b) for b in index.region.begeleiders}

    def _kringen_served(self, begeleider: Begeleider) -> frozenset[str]:
        served = set(begeleider.kringen)
        if self.policy.neighbours is NeighbourPolicy.PRICE:
            for kring in begeleider.kringen:
                served.update(self.index.kringen[kring].neighbours)
        return frozenset(served)

    def serves(self, begeleider: Begeleider, kring: str) -> bool:
        """Tell whether a begeleider works in a kring, neighbours included where they are priced."""
        return kring in self._served[begeleider.id]

    def may_visit(self, begeleider: Begeleider, hulpvraag: Hulpvraag) -> bool:
        """Tell whether a begeleider may serve a request: expertise, level, institute, forbidden, kring."""
        return (
            hulpvraag.expertise in begeleider.expertise
            and begeleider.role in self.policy.levels.get(hulpvraag.level, ())
            and begeleider.institute == hulpvraag.institute
            and begeleider.id not in hulpvraag.forbidden
            and self.serves(begeleider, self.index.kring_of(hulpvraag))
        )

    def may_lead(self, begeleider: Begeleider, expertise: str, kring: str) -> bool:
        """Tell whether a begeleider may lead (or co-lead) a group in a kring with this expertise."""
        return begeleider.institute is None and expertise in begeleider.expertise and self.serves(begeleider, kring)

    def hours_for(self, hulpvraag: Hulpvraag) -> Hours | None:
        """Return the school's hours that bind a request (IB hours for the IB); none at a location."""
        if hulpvraag.school is None:
            return None
        school = self.index.schools[hulpvraag.school]
        return school.ib_hours if hulpvraag.target is Target.IB else school.hours

    def counts_in(self, hulpvraag: Hulpvraag, budget: Budget) -> bool:
        """Tell whether visits of a request count in a budget: its expertise, at its payer's schools (locations)."""
        if budget.expertise not in (None, hulpvraag.expertise):
            return False
        match budget.payer.kind:
            case PayerKind.BESTUUR:
                return self.index.bestuur_of(hulpvraag) == budget.payer.id
            case PayerKind.KRING:
                return self.index.kring_of(hulpvraag) == budget.payer.id
            case PayerKind.SWV:
                return True


def fits_group(leerling: Leerling, arrangement: Groepsarrangement) -> bool:
    """Tell whether a leerling is a candidate within the band whose needs the arrangement supports."""
    if leerling.id not in arrangement.candidates:
        return False
    if arrangement.leerjaren and leerling.leerjaar not in arrangement.leerjaren:
        return False
    return all(need.expertise in arrangement.supports for need in leerling.needs)
