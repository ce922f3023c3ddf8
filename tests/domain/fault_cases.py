"""Every fault of a region: the smallest change to the golden region that provokes it, and where it is then found."""

from __future__ import annotations

from typing import NamedTuple

from tests.domain.regions import Change, add, both, drop, put


class Case(NamedTuple):
    """A change and the one fault it must give."""

    code: str
    where: str
    change: Change


FIELDS = [
    Case("schema-version-unreadable", "/schema_version", put("schema_version", "1")),
    Case("schema-version-unreadable", "/schema_version", put("schema_version", True)),
    Case("schema-version-newer", "/schema_version", put("schema_version", 99)),
    Case("schema-version-newer", "/previous/schema_version", put("previous/schema_version", 99)),
    Case("week-missing", "/week", drop("week")),
    Case("missing-field", "/hulpvragen", drop("hulpvragen")),
    Case("missing-field", "/hulpvragen/0/expertise", drop("hulpvragen/0/expertise")),
    Case("missing-field", "/previous/weeks/0/tours/0/legs/0/from", drop("previous/weeks/0/tours/0/legs/0/from")),
    Case("unknown-field", "/scholen", put("scholen", [])),
    Case("unknown-field", "/schools/0/nam", put("schools/0/nam", "x")),
    Case("unknown-field", "/arrangementen/0/size/mx", put("arrangementen/0/size/mx", 3)),
    Case("protected-attribute", "/leerlingen/0/nationality", put("leerlingen/0/nationality", "secret")),
    Case("protected-attribute", "/leerlingen/0/home/adres", put("leerlingen/0/home/adres", "secret")),
    Case("not-an-object", "/previous", put("previous", [])),
    Case("wrong-type", "/schools", put("schools", {})),
    Case("wrong-type", "/leerlingen/1/offer", put("leerlingen/1/offer", "01AA00")),
    Case("unknown-field", "/leerlingen/1/offer", put("leerlingen/1/offer", {"school": "01AA00", "untill": 1})),
    Case(
        "protected-attribute",
        "/leerlingen/1/offer/thuistaal",
        put("leerlingen/1/offer", {"school": "01AA00", "thuistaal": "x"}),
    ),
    Case("wrong-type", "/schools/1", put("schools/1", "De Vliet")),
    Case("wrong-type", "/hulpvragen/0/minutes", put("hulpvragen/0/minutes", "45")),
    Case("wrong-type", "/hulpvragen/0/minutes", put("hulpvragen/0/minutes", 45.5)),
    Case("wrong-type", "/leerlingen/0/home", put("leerlingen/0/home", 2401)),
    Case("wrong-type", "/schools/0/location/lat", put("schools/0/location/lat", "52.1")),
    Case("wrong-type", "/budgets/0/hard", put("budgets/0/hard", "ja")),
    Case("wrong-type", "/postcodes", put("postcodes", [])),
    Case("too-small", "/begeleiders/0/max_schools_per_half_day", put("begeleiders/0/max_schools_per_half_day", 0)),
    Case("too-large", "/hulpvragen/0/every_weeks", put("hulpvragen/0/every_weeks", 7)),
    Case("too-large", "/schools/0/location/lat", put("schools/0/location/lat", 4655)),
    Case("too-long", "/schools/0/name", put("schools/0/name", "x" * 201)),
    Case("wrong-length", "/policy/placement/cost_so_euro", put("policy/placement/cost_so_euro", [1, 2])),
    Case("wrong-length", "/policy/placement/cost_so_euro", put("policy/placement/cost_so_euro", [1, 2, 3, 4])),
    Case("empty-text", "/schools/0/name", put("schools/0/name", " ")),
    Case("bad-id", "/budgets/0/id", put("budgets/0/id", "a b")),
    Case("bad-postcode", "/leerlingen/1/home", put("leerlingen/1/home", "2421 AB")),
    Case("bad-postcode", "/postcodes/24", put("postcodes/24", {"lat": 52.1, "lon": 4.6})),
    Case("bad-date", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "10-11-2026")),
    Case("bad-date", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "2026-02-30")),
    Case("bad-week", "/week", put("week", "2026-W54")),
    Case("bad-week", "/week", put("week", "48")),
    Case("bad-clock", "/pins/0/start", put("pins/0/start", "9.00")),
    Case("bad-clock", "/pins/0/start", put("pins/0/start", 540)),
    Case("bad-window", "/hulpvragen/0/window", put("hulpvragen/0/window", "08:30 tot 12:00")),
    Case("window-reversed", "/hulpvragen/0/window", put("hulpvragen/0/window", "12:00-08:30")),
    Case("bad-half-day", "/hulpvragen/0/half_days/0", put("hulpvragen/0/half_days/0", "maandag")),
    Case("bad-half-day", "/schools/0/hours/za-ochtend", put("schools/0/hours/za-ochtend", "08:30-12:00")),
    Case("not-a-choice", "/hulpvragen/0/priority", put("hulpvragen/0/priority", "hoog")),
    Case("not-a-choice", "/policy/levels/zwaar", put("policy/levels/zwaar", ["AB"])),
    Case("empty-list", "/hulpvragen/1/half_days", put("hulpvragen/1/half_days", [])),
    Case("empty-list", "/overleggen/0/hosts", put("overleggen/0/hosts", [])),
    Case("duplicate-in-list", "/leerlingen/0/wishes/2", add("leerlingen/0/wishes", "01AA00")),
    Case("duplicate-in-list", "/arrangementen/0/half_days/3", add("arrangementen/0/half_days", "ma-ochtend")),
    Case("duplicate-in-list", "/policy/levels/light/3", add("policy/levels/light", "AB")),
    Case("duplicate-in-list", "/policy/placement/rungs/move/6", add("policy/placement/rungs/move", "so")),
    Case("duplicate-in-list", "/calendar/closed_dates/1", add("calendar/closed_dates", "2026-11-27")),
    Case("period-reversed", "/arrangementen/0/until", put("arrangementen/0/until", "2026-08-31")),
    Case("period-reversed", "/calendar/holidays/0/until", put("calendar/holidays/0/until", "2026-12-18")),
    Case("period-reversed", "/leerlingen/0/admission/until", put("leerlingen/0/admission/until", "2026-07-31")),
    Case("period-reversed", "/leerlingen/0/attendance/0/until", put("leerlingen/0/attendance/0/until", "2026-08-31")),
]

ENTITIES = [
    Case("duplicate-id", "/partners/1/id", lambda data: data["partners"].append(dict(data["partners"][0]))),
    Case("item-id-clash", "/overleggen/0/id", both(drop("previous"), put("overleggen/0/id", "h3"))),
    Case("dangling-id", "/schools/3/bestuur", put("schools/3/bestuur", "nergens")),
    Case("dangling-id", "/leerlingen/2/attendance/0/place", put("leerlingen/2/attendance/0/place", "nergens")),
    Case("dangling-id", "/overleggen/0/participants/ibs/0", put("overleggen/0/participants/ibs/0", "nergens")),
    Case("dangling-id", "/budgets/1/payer/id", put("budgets/1/payer/id", "nergens")),
    Case("outside-country", "/schools/3/location", put("schools/3/location", {"lat": 4.7, "lon": 52.1})),
    Case("outside-country", "/leerlingen/0/home", put("leerlingen/0/home", {"lat": 51.2, "lon": 2.9})),
    Case("outside-country", "/postcodes/2421", put("postcodes/2421/lat", 54.0)),
    Case("postcode-without-point", "/leerlingen/1/home", drop("postcodes/2421")),
    Case("neighbour-of-itself", "/kringen/0/neighbours/1", add("kringen/0/neighbours", "noord")),
    Case("neighbour-one-sided", "/kringen/0/neighbours/0", put("kringen/1/neighbours", [])),
    Case("postcode-in-two-kringen", "/kringen/1/postcodes/2", add("kringen/1/postcodes", "2421")),
    Case("payer-id-missing", "/budgets/0/payer/id", drop("budgets/0/payer/id")),
    Case("payer-id-superfluous", "/budgets/2/payer/id", put("budgets/2/payer/id", "rijnstreek")),
    Case("budget-twice", "/budgets/3", lambda data: data["budgets"].append({**data["budgets"][0], "id": "b-meer"})),
    Case(
        "no-schools",
        "/schools",
        lambda data: (
            [data.pop(name) for name in list(data) if name not in {"week", "begeleiders"}]
            and data.update(schools=[], hulpvragen=[], begeleiders=[{"id": "ab1", "expertise": ["gedrag"]}])
        ),
    ),
    Case("school-without-kring", "/schools/1/kring", drop("schools/1/kring")),
    Case("so-without-cluster", "/schools/3/cluster", drop("schools/3/cluster")),
    Case("cluster-not-of-kind", "/schools/0/cluster", put("schools/0/cluster", 3)),
    Case("afternoon-before-morning", "/schools/0/hours/ma-middag", put("schools/0/hours/ma-middag", "11:30-15:00")),
    Case(
        "afternoon-before-morning", "/schools/0/ib_hours/do-middag", put("schools/0/ib_hours/do-ochtend", "12:00-13:00")
    ),
    Case(
        "afternoon-before-morning",
        "/begeleiders/0/availability/ma-middag",
        put("begeleiders/0/availability/ma-ochtend", "08:30-13:00"),
    ),
    Case("shared-expertise-missing", "/schools/0/shared_minutes/0/expertise", put("schools/0/expertise", ["taal"])),
    Case("places-twice", "/schools/0/places/2", add("schools/0/places", {"free": 4})),
    Case("begeleider-without-kring", "/begeleiders/3/kringen", put("begeleiders/3/kringen", [])),
    Case("begeleider-without-expertise", "/begeleiders/3/expertise", put("begeleiders/3/expertise", [])),
    Case("contract-too-long", "/begeleiders/1/contract_minutes", put("begeleiders/1/contract_minutes", 2401)),
    Case("reserved-above-contract", "/begeleiders/0/reserved_minutes", put("begeleiders/0/reserved_minutes", 1001)),
    Case("hulpvraag-without-place", "/hulpvragen/2/school", drop("hulpvragen/2/school")),
    Case("hulpvraag-with-two-places", "/hulpvragen/1/location", put("hulpvragen/1/school", "03CC00")),
    Case("location-without-kring", "/hulpvragen/1/kring", drop("hulpvragen/1/kring")),
    Case("kring-not-of-school", "/hulpvragen/2/kring", put("hulpvragen/2/kring", "zuid")),
    Case("ib-without-school", "/hulpvragen/1/target", put("hulpvragen/1/target", "IB")),
    Case("visits-do-not-fit", "/hulpvragen/0/visits", put("hulpvragen/0/visits", 3)),
    Case("window-too-short", "/hulpvragen/2/window", put("hulpvragen/2/window", "09:00-09:59")),
    Case("last-visit-after-week", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "2026-11-30")),
    Case("last-visit-after-week", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "2062-11-10")),
    Case("last-visit-too-early", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "1926-11-10")),
    Case("last-visit-too-early", "/hulpvragen/0/last_visit", put("hulpvragen/0/last_visit", "0001-01-01")),
    Case("preferred-forbidden", "/hulpvragen/0/preferred/1", add("hulpvragen/0/preferred", "tb1")),
    Case("current-forbidden", "/hulpvragen/0/current", put("hulpvragen/0/current", "tb1")),
    Case("size-disordered", "/arrangementen/0/size", put("arrangementen/0/size/preferred", 4)),
    Case(
        "running-without-group", "/arrangementen/0/running", both(put("arrangementen/0/max_groups", 0), drop("pins/2"))
    ),
    Case("running-host", "/arrangementen/0/running/host", put("arrangementen/0/running/host", "03CC00")),
    Case(
        "running-half-day", "/arrangementen/0/running/half_day", put("arrangementen/0/running/half_day", "vr-ochtend")
    ),
    Case("running-member", "/arrangementen/0/running/members/1", put("arrangementen/0/candidates", ["p1", "p3"])),
    Case(
        "running-too-many",
        "/arrangementen/0/running/members",
        put("arrangementen/0/size", dict.fromkeys(("min", "preferred", "max"), 1)),
    ),
    Case("running-co-leaders", "/arrangementen/0/running/co_leaders", put("arrangementen/0/running/co_leaders", [])),
    Case("running-leader-twice", "/arrangementen/0/running/co_leaders/0", put("arrangementen/0/running/leader", "ab1")),
    Case("so-without-category", "/leerlingen/0/admission/category", drop("leerlingen/0/admission/category")),
    Case("category-not-of-kind", "/leerlingen/2/admission/category", put("leerlingen/2/admission/category", 1)),
    Case("application-order", "/leerlingen/0/applications", put("leerlingen/0/applications/1/order", 3)),
    Case(
        "application-twice", "/leerlingen/0/applications/1/school", put("leerlingen/0/applications/1/school", "03CC00")
    ),
    Case("since-missing", "/leerlingen/1/since", drop("leerlingen/1/since")),
    Case("dangling-id", "/leerlingen/1/offer/school", put("leerlingen/1/offer", {"school": "09XX00"})),
    Case("offer-without-kind", "/leerlingen/2/kind", put("leerlingen/2/offer", {"school": "01AA00"})),
    Case("offer-no-rung", "/leerlingen/0/offer/school", put("leerlingen/0/offer", {"school": "03CC00"})),
    Case(
        "offer-denomination",
        "/leerlingen/0/offer/school",
        both(put("leerlingen/0/offer", {"school": "01AA00"}), put("leerlingen/0/denominations", ["christelijk"])),
    ),
    Case("offer-without-admission", "/leerlingen/0/offer/school", put("leerlingen/0/offer", {"school": "02BB00"})),
    Case(
        "offer-after-newcomer-limit",
        "/leerlingen/1/offer/school",
        both(
            both(put("schools/2/kind", "newcomers"), put("policy/placement/newcomer_max_weeks", 42)),
            put("leerlingen/1/offer", {"school": "03CC00", "until": "2026-11-23"}),
        ),
    ),
    Case(
        "offers-overfill",
        "/leerlingen/1/offer/school",
        both(put("leerlingen/1/offer", {"school": "01AA00"}), put("schools/0/places/0/free", 0)),
    ),
    Case(
        "offers-overfill",
        "/leerlingen/1/offer/school",
        both(
            put("leerlingen/1/offer", {"school": "01AA00", "agreed": True, "until": "2026-11-01"}),
            add("schools/0/places", {"free": 0, "from": "2027-08-01"}),
        ),
    ),
    Case("rung-not-in-policy", "/leerlingen/1/eligible_rungs/0", put("leerlingen/1/eligible_rungs", ["sbo"])),
    Case(
        "overleg-without-people", "/overleggen/0/participants", put("overleggen/0/participants", {"contacts": ["arts"]})
    ),
    Case("stages-incomplete", "/policy/stages", drop("policy/stages/13")),
    Case("level-without-role", "/policy/levels/heavy", drop("policy/levels/heavy")),
    Case("start-in-wrong-half", "/policy/session_starts/ochtend/2", add("policy/session_starts/ochtend", "12:00")),
    Case("start-in-wrong-half", "/policy/session_starts/middag/2", add("policy/session_starts/middag", "11:45")),
    Case("week-twice", "/previous/weeks/1/week", add("previous/weeks", {"week": "2026-W47"})),
]

PINS = [
    Case("pin-ambiguous-item", "/pins/0/item", add("leerlingen", {"id": "h1", "eligible_rungs": []})),
    Case("pin-leerling-school-only", "/pins/3/start", add("pins", {"item": "p2", "host": "01AA00", "start": "09:00"})),
    Case("pin-leerling-not-asking", "/pins/3/item", add("pins", {"item": "p3", "veto": True})),
    Case(
        "pin-against-offer",
        "/pins/3/host",
        both(put("leerlingen/1/offer", {"school": "01AA00"}), add("pins", {"item": "p2", "host": "03CC00"})),
    ),
    Case(
        "pin-against-offer",
        "/pins/3/host",
        both(put("leerlingen/1/offer", {"school": "01AA00"}), add("pins", {"item": "p2", "veto": True})),
    ),
    Case("pin-says-nothing", "/pins/3", add("pins", {"item": "p2"})),
    Case(
        "pins-two-hosts",
        "/pins/4/host",
        both(add("pins", {"item": "p2", "host": "03CC00"}), add("pins", {"item": "p2", "host": "01AA00"})),
    ),
    Case("pin-unknown-item", "/pins/0/item", put("pins/0", {"item": "h9", "start": "09:00"})),
    Case("pin-unknown-item", "/pins/2/item", put("pins/2/item", "tos#3")),
    Case("pin-says-nothing", "/pins/3", add("pins", {"item": "h3"})),
    Case("pin-members-without-group", "/pins/0/members", put("pins/0/members", ["p1"])),
    Case("pin-half-day", "/pins/0/half_days", put("pins/0/half_days", ["vr-ochtend"])),
    Case("pin-start", "/pins/0/start", put("pins/0/start", "13:50")),
    Case("pin-start", "/pins/2/start", put("pins/2/start", "10:00")),
    Case("pin-host", "/pins/0/host", put("pins/0/host", "03CC00")),
    Case("pin-host", "/pins/2/host", put("pins/2/host", "03CC00")),
    Case(
        "pin-member",
        "/pins/2/members/0",
        both(put("arrangementen/0/candidates", ["p2", "p3"]), put("arrangementen/0/running/members", ["p2"])),
    ),
    Case(
        "pin-too-many-members",
        "/pins/2/members",
        both(
            put("pins/2/members", ["p1", "p2", "p3"]),
            put("arrangementen/0/size/max", 2),
        ),
    ),
    Case(
        "pin-begeleider-forbidden",
        "/pins/3/begeleider",
        both(put("hulpvragen/2/forbidden", ["ab2"]), add("pins", {"item": "h3", "begeleider": "ab2"})),
    ),
    Case("pin-without-expertise", "/pins/0/begeleider", put("pins/0/begeleider", "ab2")),
    Case(
        "pin-without-window",
        "/pins/3/begeleider",
        add("pins", {"item": "h3", "begeleider": "ab1", "half_days": ["vr-ochtend"]}),
    ),
    Case("pin-not-a-participant", "/pins/3/begeleider", add("pins", {"item": "kringoverleg", "begeleider": "ab2"})),
    Case("pins-two-begeleiders", "/pins/3/begeleider", add("pins", {"item": "tos", "begeleider": "ab1"})),
    Case("pins-no-common-half-day", "/pins/3/half_days", add("pins", {"item": "h1", "half_days": ["do-middag"]})),
    Case("pins-two-starts", "/pins/3/start", add("pins", {"item": "h1", "start": "09:30"})),
    Case(
        "pins-two-hosts",
        "/pins/3/host",
        both(put("pins/2/host", "02BB00"), add("pins", {"item": "tos", "host": "01AA00"})),
    ),
    Case(
        "pins-too-many-members",
        "/pins/3/members",
        both(put("arrangementen/0/size/max", 2), add("pins", {"item": "tos#1", "members": ["p2", "p3"]})),
    ),
    Case("pin-vetoed", "/pins/3", add("pins", {"item": "h1", "veto": True, "half_days": ["ma-ochtend", "di-ochtend"]})),
    Case("pin-vetoed", "/pins/3", add("pins", {"item": "tos", "veto": True, "begeleider": "ab2"})),
    Case("pin-vetoed", "/pins/3", add("pins", {"item": "tos#1", "veto": True, "members": ["p1"]})),
    Case("pin-vetoed", "/pins/3", add("pins", {"item": "h1", "veto": True})),
]

CASES = [*FIELDS, *ENTITIES, *PINS]
