"""What the sociaal domein offers in every gemeente: shown beside the net, never taken off a gap."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.organisation import Gemeente, Partner
from optimizer.domain.region import Region


@dataclass(frozen=True)
class SocialOffer:
    """The partners of a gemeente; none where nobody named any."""

    gemeente: Gemeente
    partners: tuple[Partner, ...]


def social_offer(region: Region, kring: str | None = None) -> tuple[SocialOffer, ...]:
    """Return the offer of every gemeente of a region, or of those of one kring, in the region's order."""
    named: set[str | None] = {gemeente.id for gemeente in region.gemeenten}
    if kring is not None:
        named = {g for k in region.kringen if k.id == kring for g in k.gemeenten}
        named |= {school.gemeente for school in region.schools if school.kring == kring}
    return tuple(
        SocialOffer(gemeente, tuple(p for p in region.partners if p.gemeente == gemeente.id))
        for gemeente in region.gemeenten
        if gemeente.id in named
    )
