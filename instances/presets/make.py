"""From the name of a preset to its region."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from instances.geography import lay_out
from instances.populate import populate
from instances.presets import aan_den_ijssel, de_liemers, rijnstreek, westfriese_knoop
from instances.presets.draft import Draft
from instances.presets.setting import Preset
from instances.real import WEEK, counts_for, skeleton_of
from instances.school_list import read_school_list
from instances.skeleton import Site, Skeleton
from optimizer.domain.region import Region
from optimizer.domain.vocabulary import SchoolKind

PRESETS: dict[str, Preset] = {
    own.PRESET.key: own.PRESET for own in (aan_den_ijssel, westfriese_knoop, rijnstreek, de_liemers)
}
_LEAST_GROUPS = 6
"""So many arrangementen hold one of every kind."""


def _made_up(preset: Preset, seed: int) -> Skeleton:
    found = lay_out(preset.spec, seed)
    kringen = tuple(k.model_copy(update={"name": name}) for k, name in zip(found.kringen, preset.kringen, strict=True))
    return replace(found, kringen=kringen, sites=_with_regular(found.sites))


def _with_regular(sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Let every bestuur have a regular school: one with special sites only changes with one of the largest bestuur."""
    found = list(sites)
    for n, site in enumerate(sites):
        regular = Counter(s.bestuur for s in found if s.kind is SchoolKind.BO)
        if not regular[site.bestuur]:
            large = min(regular, key=lambda b: (-regular[b], b))
            other = next(i for i, s in enumerate(found) if s.bestuur == large and s.kind is SchoolKind.BO)
            found[n] = replace(site, bestuur=large, denomination=found[other].denomination)
            found[other] = replace(found[other], bestuur=site.bestuur, denomination=site.denomination)
    return tuple(found)


def _of_list(preset: Preset, path: str | Path, seed: int) -> Skeleton:
    rows = read_school_list(path, swv=preset.swv)
    return skeleton_of(rows, week=WEEK, seed=seed, names={})


def preset_region(key: str, *, schools: str | Path | None = None, seed: int = 0, asking: int = 0) -> Region:
    """Return the region of a preset: made up, or with the real schools of a list.

    Parameters
    ----------
    key
        One of `PRESETS`.
    schools
        A school list that holds the SWV of the preset; the rows of others are not judged.
    seed
        Of everything that is drawn; the same seed gives the same region.
    asking
        Further leerlingen who ask for a place.

    Raises
    ------
    SchoolListRefusedError
        When the list has faults, with all of them.
    """
    preset = PRESETS[key]
    if schools is None:
        seed += preset.first_seed
        skeleton = _made_up(preset, seed)
    else:
        skeleton = _of_list(preset, schools, seed)
    counts = counts_for(len(skeleton.sites))
    groups = max(_LEAST_GROUPS, counts.arrangementen)
    counts = replace(counts, arrangementen=groups, asking=preset.asking + asking)
    draft = Draft(populate(skeleton, counts, seed).this, seed)
    preset.shape(draft)
    return draft.region
