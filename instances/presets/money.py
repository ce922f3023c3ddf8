"""Support money divided by agreement: budgets of besturen, kringen and the SWV that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from instances.presets.draft import Draft
from optimizer.domain.demand import active_hulpvragen
from optimizer.domain.organisation import Budget, Payer
from optimizer.domain.school import School
from optimizer.domain.vocabulary import PayerKind

_GRAIN = 15
_USUAL_PUPILS = 223
"""Mean of BO sites in the country (DUO, 1-10-2025), where a list has no count."""


def shares(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide a whole number in proportion to weights, by largest remainder; the parts add up to it."""
    whole = sum(weights.values())
    found = {key: total * weight // whole for key, weight in weights.items()}
    order = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in order[: total - sum(found.values())]:
        found[key] += 1
    return found


def asked(draft: Draft) -> Counter[str]:
    """Return the visit minutes of the week by expertise, in whole quarters; the institutes' own are left out."""
    found: Counter[str] = Counter()
    for d in active_hulpvragen(draft.region):
        if d.hulpvraag.institute is None:
            found[d.hulpvraag.expertise] += d.minutes
    return Counter({e: _GRAIN * -(-minutes // _GRAIN) for e, minutes in sorted(found.items())})


def pupils_by(schools: Sequence[School], field: str) -> dict[str, int]:
    """Return the pupils of the schools of every bestuur or kring."""
    found: Counter[str] = Counter()
    for s in schools:
        own = getattr(s, field)
        if own is not None:
            found[own] += _USUAL_PUPILS if s.pupils is None else s.pupils
    return dict(sorted(found.items()))


def divide(draft: Draft, agreement: Mapping[str, PayerKind]) -> None:
    """Replace the budgets: the money of every expertise goes to who pays it by the agreement.

    Besturen and kringen get their part by pupils of their regular schools and SBO. None is hard: what is short is
    shown, and takes nothing from a school.
    """
    money = asked(draft)
    regular = [s for s in draft.region.schools if s.within_swv and s.cluster is None]
    found: list[Budget] = []
    for expertise, payer in agreement.items():
        total = money[expertise]
        parts: Iterable[tuple[str | None, int]] = [(None, total)]
        if payer is not PayerKind.SWV:
            parts = shares(total, pupils_by(regular, payer.value)).items()
        for who, minutes in parts:
            paid = Payer(kind=payer, id=who)
            found.append(Budget(id=f"B{len(found) + 1}", payer=paid, expertise=expertise, minutes=minutes))
    draft.put(budgets=tuple(found))
