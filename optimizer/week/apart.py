"""Kringen that share nothing are planned apart.

Two kringen belong together when somebody may work in both, or when a group, an overleg, a leerling, a bestuur or a
budget concerns both: then a rule or a stage looks at them together. What is left are regions that know nothing of each
other; `optimizer.week.routes.stages` plans them side by side, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from optimizer.domain.demand import active_arrangementen, active_overleggen
from optimizer.domain.plan import WeekPlan
from optimizer.domain.region import Region
from optimizer.week.options import Options

Node = tuple[str, str]
"""Kind and id."""


def regions_apart(options: Options) -> list[Region]:
    """Return the regions that an option of one says nothing about another; the region itself when it is one piece.

    Every part keeps the schools, besturen and the published plan of the whole, and its own begeleiders and work.
    """
    region = options.region
    graph: nx.Graph[Node] = nx.Graph()
    graph.add_nodes_from(("kring", k.id) for k in region.kringen)
    for group in _groups(options):
        nx.add_path(graph, group)
    parts = [part for part in nx.connected_components(graph) if any(kind in {"b", "h", "a", "o"} for kind, _ in part)]
    if len(parts) <= 1:
        return [region]
    return [_part(region, part) for part in sorted(parts, key=min)]


def plan_of(plan: WeekPlan, region: Region) -> WeekPlan:
    """Return what a plan says of a part of its region."""
    people = {b.id for b in region.begeleiders}
    arrangements, meetings = {a.id for a in region.arrangementen}, {o.id for o in region.overleggen}
    return plan.model_copy(
        update={
            "tours": tuple(t for t in plan.tours if t.begeleider in people),
            "groups": tuple(g for g in plan.groups if g.arrangement in arrangements),
            "overleg": tuple(o for o in plan.overleg if o.id in meetings),
        }
    )


def together(plans: list[WeekPlan], region: Region, active: tuple[str, ...]) -> WeekPlan:
    """Return the plan of a region from those of its parts, begeleiders in the region's order."""
    rank = {b.id: n for n, b in enumerate(region.begeleiders)}
    tours = sorted((t for p in plans for t in p.tours), key=lambda t: (rank[t.begeleider], t.day.order))
    return WeekPlan(
        week=region.week,
        active=active,
        tours=tuple(tours),
        groups=tuple(g for p in plans for g in p.groups),
        overleg=tuple(o for p in plans for o in p.overleg),
    )


def _groups(options: Options) -> Iterator[list[Node]]:
    """Yield what belongs together."""
    region, index = options.region, options.index
    for b in region.begeleiders:
        yield [("b", b.id), *(("kring", k) for k in b.kringen)]
    for d in options.demand:
        h = d.hulpvraag
        kring, bestuur = index.kring_of(h), index.bestuur_of(h)
        about: list[Node] = [("h", h.id), ("kring", kring)]
        about += [("bestuur", bestuur)] if bestuur is not None else []
        about += [("leerling", h.leerling)] if h.leerling is not None else []
        about += [("budget", b.id) for b in region.budgets if options.eligibility.counts_in(h, b)]
        # also who has no time: what is running and what counts in a fair share asks who could come
        about += [("b", b.id) for b in region.begeleiders if options.eligibility.may_visit(b, h)]
        yield about
    for a in active_arrangementen(region, options.week):
        hosts = {index.schools[host].kring for host in a.hosts}
        places: list[Node] = [("kring", k) for k in (*a.kringen, *sorted(hosts))]
        skills = (a.expertise, *a.co_leaders)
        leaders = [
            b.id
            for b in region.begeleiders
            if any(options.eligibility.may_lead(b, skill, kring) for skill in skills for kring in hosts)
        ]
        leaders += [] if a.running is None else [a.running.leader, *a.running.co_leaders]
        members = a.candidates if a.running is None else (*a.candidates, *a.running.members)
        yield [("a", a.id), *places, *(("b", b) for b in leaders), *(("leerling", m) for m in members)]
    for o in active_overleggen(region, options.week):
        schools = (*o.hosts, *o.participants.ibs)
        yield [
            ("o", o.id),
            *(("b", p) for p in o.participants.begeleiders),
            *(("kring", index.schools[school].kring) for school in schools),
        ]


def _part(region: Region, part: set[Node]) -> Region:
    return region.model_copy(
        update={
            "kringen": tuple(k for k in region.kringen if ("kring", k.id) in part),
            "begeleiders": tuple(b for b in region.begeleiders if ("b", b.id) in part),
            "hulpvragen": tuple(h for h in region.hulpvragen if ("h", h.id) in part),
            "arrangementen": tuple(a for a in region.arrangementen if ("a", a.id) in part),
            "overleggen": tuple(o for o in region.overleggen if ("o", o.id) in part),
        }
    )
