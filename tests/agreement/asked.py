"""What is asked in a tiny random region: hulpvragen, a group, an overleg, and pins."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from optimizer.domain.arrangement import Groepsarrangement, Running, Size
from optimizer.domain.hulpvraag import Hulpvraag
from optimizer.domain.overleg import Overleg, Participants
from optimizer.domain.plan import Pin
from optimizer.domain.policy import Policy
from optimizer.domain.vocabulary import (
    Level,
    Priority,
    RequestStatus,
    Target,
)
from tests.agreement.supply import EXPERTISE, HERE, MONDAY, WEEK, Supply


class Asked(Supply):
    """The demand on a supply."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.hulpvragen = tuple(self.hulpvraag(f"H{n}") for n in range(random.choice((2, 3, 4, 4, 4))))
        self.arrangementen: tuple[Groepsarrangement, ...] = (self.arrangement(),) if self.chance(0.6) else ()
        self.overleggen = (self.overleg(),) if self.chance(0.55) else ()

    def hulpvraag(self, ident: str) -> Hulpvraag:
        random = self.random
        everybody = [b.id for b in self.begeleiders]
        forbidden = self.some(everybody) if self.chance(0.1) else ()
        people = [who for who in everybody if who not in forbidden]
        half_days = self.some(self.half_days, at_least=1) if self.chance(0.3) else self.half_days
        gap = random.choice((0, 1, 1, 2))
        two_fit = half_days[-1].day.order - half_days[0].day.order >= max(1, gap)
        at_school = self.chance(0.85)
        # not so short that no visit fits, not so long that it never binds
        window = self.clocks(random.choice(half_days), shortest=100, longest=180) if self.chance(0.25) else None
        visited = self.chance(0.5)
        targets = [*[Target.TEACHER] * 4, Target.GROUP, Target.CHILD, *[Target.IB] * (4 if at_school else 0)]
        return Hulpvraag(
            id=ident,
            school=random.choice(self.schools).id if at_school else None,
            location=None if at_school else HERE,
            kring=None if at_school else random.choice(("K0", "K1")),
            expertise=random.choice(EXPERTISE),
            level=Level.HEAVY if self.chance(0.2) else Level.LIGHT,
            target=random.choice(targets),
            minutes=random.choice((20, 30, 45, 60, 75)),
            visits=random.choice((1, 1, 2)) if two_fit else 1,
            every_weeks=random.choice((1, 1, 1, 2)),
            visits_left=random.choice((1, 1, 1, 0)) if self.chance(0.15) else None,
            last_visit=MONDAY - timedelta(days=random.randint(5, 20)) if visited else None,
            first_contact_by=MONDAY + timedelta(days=random.randint(0, 9)) if self.chance(0.25) else None,
            min_days_between=gap,
            half_days=half_days,
            window=window,
            priority=random.choice((Priority.NORMAL, Priority.NORMAL, Priority.URGENT, Priority.LOW)),
            status=RequestStatus.REQUESTED if self.chance(0.03) else RequestStatus.GRANTED,
            institute="I0" if self.chance(0.05) else None,
            current=random.choice(people) if people and self.chance(0.4) else None,
            preferred=self.some(people, at_least=1) if self.chance(0.3) else (),
            forbidden=forbidden,
            leerling=random.choice(self.leerlingen).id if self.chance(0.35) else None,
        )

    def arrangement(self, ident: str = "A0") -> Groepsarrangement:
        random = self.random
        schools = [s.id for s in self.schools]
        hosts = self.some(schools, at_least=1)
        expertise = random.choice(EXPERTISE)
        people = random.sample([b.id for b in self.begeleiders], len(self.begeleiders))
        if self.chance(0.75):  # mostly somebody who may lead it
            may = {
                b.id
                for b in self.begeleiders
                if b.institute is None and expertise in b.expertise and self.kring(hosts[0]) in b.kringen
            }
            people.sort(key=lambda who: who not in may)
        half_days = self.some(self.half_days, at_least=2)
        pupils = [p.id for p in self.leerlingen]
        co_led = self.chance(0.2)
        minutes = random.choice((45, 60, 90))
        smallest = random.choice((1, 1, 2))
        running = None
        if self.chance(0.85):
            moments = [(host, half_day) for host in hosts for half_day in half_days]
            if self.chance(0.8):  # mostly where it can be: host open, leader at work, some time to spare
                need = minutes + 45
                leader = next(b for b in self.begeleiders if b.id == people[0])
                open_at = {s.id: s.hours for s in self.schools}
                moments.sort(
                    key=lambda m: (
                        not all(m[1] in h and h[m[1]].minutes >= need for h in (open_at[m[0]], leader.availability))
                    )
                )
                moments = moments[:1]
            host, half_day = random.choice(moments)
            running = Running(
                host=host,
                half_day=half_day,
                leader=people[0],
                co_leaders=(people[1],) if co_led else (),
                members=self.some(pupils[:3], at_least=smallest),
            )
        day = MONDAY + timedelta(days=random.randint(0, 4))
        return Groepsarrangement(
            id=ident,
            kind="x-klas",
            expertise=expertise,
            co_leaders=(random.choice(EXPERTISE),) if co_led else (),
            supports=EXPERTISE if self.chance(0.9) else (),
            kringen=("K0", "K1") if self.chance(0.8) else ("K0",),
            minutes=minutes,
            half_days=half_days,
            hosts=hosts,
            from_date=day if self.chance(0.1) else None,
            until=day if self.chance(0.1) else None,
            size=Size(min=smallest, preferred=random.choice((2, 3)), max=4),
            leerjaren=(3, 4, 5) if self.chance(0.25) else (),
            candidates=tuple(pupils),
            max_travel_minutes=random.choice((15, 30, 40)),
            priority=random.choice(tuple(Priority)),
            running=running,
        )

    def kring(self, school: str) -> str:
        return next(s.kring for s in self.schools if s.id == school)

    def overleg(self) -> Overleg:
        random = self.random
        schools = [s.id for s in self.schools]
        people = self.some([b.id for b in self.begeleiders])
        return Overleg(
            id="O0",
            minutes=random.choice((30, 45, 60)),
            half_days=self.some(self.half_days, at_least=2),
            hosts=self.some(schools, at_least=1),
            participants=Participants(
                begeleiders=people,
                ibs=self.some(schools, at_least=1) if not people or self.chance(0.4) else (),
                contacts=("gemeente",),
            ),
            weeks=(WEEK,) if self.chance(0.9) else ("2026-W49",),
        )

    def pins(self, policy: Policy) -> tuple[Pin, ...]:
        """At most one pin for an item, so that none contradict."""
        items = [*self.hulpvragen, *self.arrangementen, *self.overleggen]
        return tuple(self._pin(item, policy) for item in self.random.sample(items, self.random.choice((0, 1, 1, 2))))

    def _pin(self, item: Hulpvraag | Groepsarrangement | Overleg, policy: Policy) -> Pin:
        random = self.random
        veto = self.chance(0.5)
        half_days = self.some(item.half_days, at_least=1) if self.chance(0.4) else None
        possible = half_days or item.half_days
        starts = [start for h in possible for start in policy.starts_in(h)]
        people, members = self.begeleiders, None
        if isinstance(item, Hulpvraag):
            hosts = [item.school] if item.school else []
            starts += [start + 7 for start in starts]
            if item.window is not None:
                starts = [start for start in starts if item.window.holds(start, start + item.minutes)]
            people = tuple(b for b in people if b.id not in item.forbidden)
        else:
            hosts = list(item.hosts)
        if isinstance(item, Groepsarrangement):
            kept = item.running.members if item.running is not None else ()
            members = self.some(kept, at_least=1) if kept and self.chance(0.5) else None
        if isinstance(item, Overleg):
            people = tuple(b for b in people if b.id in item.participants.begeleiders)
        else:  # a pin to somebody who cannot is refused on input
            people = tuple(
                b for b in people if item.expertise in b.expertise and any(h in b.availability for h in possible)
            )
        begeleider = random.choice(people).id if people and self.chance(0.4) else None
        start = random.choice(starts) if starts and self.chance(0.4) else None
        host = random.choice(hosts) if hosts and self.chance(0.3) else None
        if not veto and (begeleider, start, host, members) == (None, None, None, None):
            half_days = half_days or item.half_days[:2]
        return Pin(
            item=item.id,
            veto=veto,
            begeleider=begeleider,
            half_days=half_days,
            start=start,
            host=host,
            members=members,
        )
