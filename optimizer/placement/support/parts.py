"""Who decides together: leerlingen who may use the same school or the same scarce source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from optimizer.placement.support.reach import Reach
    from optimizer.placement.table import Flags, Ints


def parts(reach: Reach, keep: Flags) -> Ints:
    """Return (N,) labels: who may use the same school or scarce source, directly or through others, has the same one.

    Parameters
    ----------
    keep
        (A,) outcomes that are still possible.
    """
    arcs = reach.arcs
    people, sites = len(arcs.table.leerlingen), len(arcs.table.region.schools)
    open_ = np.flatnonzero(keep & arcs.placed)
    owners, others = [arcs.owner[open_]], [people + arcs.school[open_]]
    number: dict[tuple[str, str], int] = {}
    pairs = {
        (int(arcs.owner[arc]), number.setdefault(source, len(number)))
        for arc in np.flatnonzero(keep & reach.scarce)
        for source in reach.contests(int(arc))
    }
    if pairs:
        person, source = np.array(sorted(pairs), dtype=np.int64).T
        owners.append(person)
        others.append(people + sites + source)
    size = people + sites + len(number)
    rows, columns = np.concatenate(owners), np.concatenate(others)
    graph = sp.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1][:people])
