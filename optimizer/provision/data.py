"""The net of provision as a JSON value: ids with names, every figure under the name that the definitions use."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from optimizer.domain.region import Region
from optimizer.provision.social import SocialOffer, social_offer
from optimizer.provision.types import Cell, Gap, Line, Net


def net_data(net: Net, region: Region) -> dict[str, Any]:
    """Return the net as a JSON value: totals, gaps, cells, sociaal domein, special education."""
    names = {kring.id: kring.name for kring in region.kringen}
    special = net.special
    return {
        "region": region.id,
        "week": net.week,
        "need_minutes": net.need,
        "gap_minutes": net.gap,
        "affected": sum(cell.affected for cell in net.cells),
        "gaps": [_gap(gap, names) for gap in net.gaps],
        "cells": [_cell(cell, names) for cell in net.cells],
        "social": [_social(offer) for offer in social_offer(region)],
        "special": {
            "kinds": {str(kind): number for kind, number in special.kinds.items()},
            "inflow": special.inflow,
            "returning": special.returning,
            "returning_to_origin": special.held,
            "admissions": [asdict(one) for one in special.admissions],
            "places": [asdict(one) | {"kind": str(one.kind)} for one in special.places],
            "kringen": [asdict(one) | {"name": names.get(one.kring or "")} for one in special.flows],
        },
    }


def _gap(gap: Gap, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kring": gap.kring,
        "name": names[gap.kring],
        "expertise": gap.expertise,
        "what": "visits" if gap.level is not None else "seats",
        "level": None if gap.level is None else str(gap.level),
        "affected": gap.affected,
        "minutes": gap.minutes,
        "nobody": gap.nobody,
    }


def _social(offer: SocialOffer) -> dict[str, Any]:
    keys = {"id", "name", "offer", "expertise", "places"}
    partners = [partner.model_dump(mode="json", include=keys) for partner in offer.partners]
    return {"gemeente": offer.gemeente.id, "name": offer.gemeente.name, "partners": partners}


def _line(line: Line) -> dict[str, Any]:
    return asdict(line) | {"level": str(line.level), "gap": line.gap}


def _cell(cell: Cell, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kring": cell.kring,
        "name": names[cell.kring],
        "expertise": cell.expertise,
        "need": cell.need,
        "covered": cell.covered,
        "gap": cell.gap,
        "affected": cell.affected,
        "levels": [_line(line) for line in cell.lines],
        "groups": asdict(cell.seats) | {"short": cell.seats.short},
        "shared_offer": cell.shared_offer,
        "schools": list(cell.schools),
        "partners": list(cell.partners),
        "partner_places": cell.partner_places,
        "half_days": {str(half_day): asdict(figures) for half_day, figures in cell.half_days.items()},
    }
