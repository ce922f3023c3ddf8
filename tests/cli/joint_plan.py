"""A joint plan written out by hand as the result of a run, for what shows it and writes it."""

from __future__ import annotations

import json
from pathlib import Path

from optimizer.domain.hashing import instance_sha256
from optimizer.domain.joint import JointResult, JointStageResult
from optimizer.domain.matrix import TravelMatrix
from optimizer.domain.placement import PlacementStage
from optimizer.domain.plan import Plan
from optimizer.domain.region import Region
from optimizer.domain.result import Certificate, Status, StoppedBy
from optimizer.proposals import propose_placements
from optimizer.rules.check import unserved
from optimizer.rules.joint.check import judged_joint
from tests.rules.joint.region import Case, Raw, small
from tests.rules.witness import At

UNSERVED = {"id": "H2", "school": "B3", "expertise": "gedrag", "minutes": 60, "priority": "urgent"}


def named() -> Raw:
    """The JSON of the small region, with names that people read."""
    data = small()
    names = {"B1": "De Linde", "B2": "Het Kompas", "B3": "De Vaart", "S1": "De Brug"}
    people = {"C1": "Anna de Wit", "C2": "Bram Smit", "X1": "Carla Vos"}
    data["schools"] = [one | {"name": names[one["id"]]} for one in data["schools"]]
    data["begeleiders"] = [one | {"name": people[one["id"]]} for one in data["begeleiders"]]
    data["kringen"] = [one | {"name": f"Kring {number}"} for number, one in enumerate(data["kringen"], start=1)]
    return data | {"name": "Samen", "hulpvragen": [*data["hulpvragen"], UNSERVED]}


def made(region: Region, matrix: TravelMatrix, status: Status = Status.FEASIBLE, **visits: At) -> JointResult:
    """Return the small plan as a result for the region of `named`; the goals up to the missing support are proven."""
    case = Case(named()).visit(**visits)
    hashes = {"instance_sha256": instance_sha256(region), "matrix_sha256": matrix.sha256}
    plan = Plan(weeks=(case.week,), proven=False).model_copy(update=hashes)
    placement = case.placement.model_copy(update=hashes)
    placed = {one.leerling: one for one in placement.placements}
    verdict, values = judged_joint(region, plan, placement, matrix)
    stages: list[JointStageResult] = []
    proven = True
    for key, value in values.items():
        stages.append(
            JointStageResult(
                key=key,
                value=value,
                bound=value if proven else value // 2,
                gap=0.0 if proven or value == value // 2 else 0.5,
                conditional=not proven and stages[-1].key is not PlacementStage.SUPPORT_MISSING,
            )
        )
        proven = proven and key is not PlacementStage.RUNG_2
    outcomes = propose_placements(region, matrix=matrix, options=False).leerlingen
    return JointResult(
        status=status,
        stages=tuple(stages),
        certificate=Certificate(
            seed=0,
            versions={"kringplan": "1"},
            seconds=1.5,
            work=1.0,
            threads=2,
            stopped_by=StoppedBy.TIME_LIMIT,
            instance_sha256=hashes["instance_sha256"],
            matrix_sha256=hashes["matrix_sha256"],
        ),
        checker=verdict,
        plan=plan,
        placement=placement,
        unserved=unserved(region, case.week, matrix),
        leerlingen=tuple(one.model_copy(update={"placement": placed.get(one.leerling)}) for one in outcomes),
    )


def table_of(folder: Path) -> tuple[Path, Path]:
    """Write the region and a table in which all ways take 10 minutes and 10,000 metres."""
    region, table = folder / "samen.json", folder / "reistijden.csv"
    region.write_text(json.dumps(named()), encoding="utf-8")
    matrix = Case(named()).matrix
    rows = ["from,to,mode,minutes,metres"]
    rows += [f"{a},{b},car,{10 * (a != b)},{10_000 * (a != b)}" for a in matrix.places for b in matrix.places]
    table.write_text("\n".join(rows), encoding="utf-8")
    return region, table
