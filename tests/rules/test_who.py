"""Who may make a visit: expertise, kring, one begeleider."""

from __future__ import annotations

import pytest

from optimizer.domain.base import FrozenDict
from optimizer.domain.vocabulary import Level, NeighbourPolicy, Role, RuleKey
from tests.rules.builders import DO_M, DO_O, MA_O, WO_O, Case, at
from tests.rules.facts import broken
from tests.rules.witness import At

H2 = ("H2",)


def test_the_valid_plan_breaks_none_of_these() -> None:
    for key in (RuleKey.EXPERTISE, RuleKey.KRING, RuleKey.ONE_BEGELEIDER):
        assert broken(key, Case()) == []


def test_expertise_missing() -> None:
    case = Case().visit(H2=At("B3", "H2", MA_O, at("10:05")))
    assert broken(RuleKey.EXPERTISE, case) == [(H2, "B3", None, "tos", "gedrag")]


def test_expertise_is_reported_once_for_several_visits() -> None:
    case = Case().visit(H1a=At("B3", "H1", MA_O, at("08:30")), H1b=At("B3", "H1", WO_O, at("09:00")))
    assert broken(RuleKey.EXPERTISE, case) == [(("H1",), "B3", None, "tos", "gedrag")]


def test_role_must_fit_the_level() -> None:
    heavy = Case().change("B1", role=Role.TRAJECTBEGELEIDER).only("H2")
    assert broken(RuleKey.EXPERTISE, heavy) == []
    assert broken(RuleKey.EXPERTISE, heavy.change("H2", level=Level.HEAVY)) == [
        (H2, "B1", None, "trajectbegeleider", "AB, AD")
    ]
    none_allowed = heavy.policy(levels=FrozenDict({Level.HEAVY: (Role.AB,)}))
    assert broken(RuleKey.EXPERTISE, none_allowed) == [(H2, "B1", None, "trajectbegeleider", None)]


@pytest.mark.parametrize(("who", "asked", "found"), [("X1", None, "I1"), ("B2", "I1", None), ("X1", "I2", "I1")])
def test_institutes_must_be_equal(who: str, asked: str | None, found: str | None) -> None:
    case = Case().change("H3", institute=asked).visit(H3=At(who, "H3", DO_O, at("09:00"))).only("H3")
    assert broken(RuleKey.EXPERTISE, case) == [(("H3",), who, None, found, asked)]


def test_forbidden_begeleider() -> None:
    case = Case().change("H2", forbidden=("B4", "B1"))
    assert broken(RuleKey.EXPERTISE, case) == [(H2, "B1", None, "B1", "≠ B1")]


def test_kring_outside() -> None:
    case = Case().visit(H3=At("B3", "H3", DO_O, at("09:00")))
    assert broken(RuleKey.KRING, case) == [(("H3",), "B3", None, "K2", "K1")]


def test_kring_of_a_location_is_its_own() -> None:
    case = Case().visit(H5=At("B3", "H5", DO_M, at("13:00")))
    assert broken(RuleKey.KRING, case) == [(("H5",), "B3", None, "K2", "K1")]


def test_neighbours_serve_only_where_the_policy_prices_them() -> None:
    case = Case().visit(H3=At("B3", "H3", DO_O, at("09:00"))).policy(neighbours=NeighbourPolicy.PRICE)
    assert broken(RuleKey.KRING, case) == []
    assert broken(RuleKey.KRING, case.change("B3", kringen=("K3",))) == [(("H3",), "B3", None, "K2", "K3")]


def test_two_begeleiders_for_one_hulpvraag() -> None:
    case = Case().visit(H1b=At("B4", "H1", DO_O, at("09:00")))
    assert broken(RuleKey.ONE_BEGELEIDER, case) == [(("H1",), None, None, 2, 1)]
