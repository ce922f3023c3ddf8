"""The net of provision: what is offered against what is needed, per kring and expertise, and where it falls short.

The definitions of every figure are in ``docs/provision.md``. No plan is made here: offer and need are compared in
minutes, and travel and clock times are ignored. A plan can hardly cover more.
"""

from optimizer.provision.data import net_data
from optimizer.provision.net import net_of_provision
from optimizer.provision.picture import heat_picture
from optimizer.provision.social import SocialOffer, social_offer
from optimizer.provision.types import Cell, Gap, HalfDayFigures, Line, Net, Seats

__all__ = [
    "Cell",
    "Gap",
    "HalfDayFigures",
    "Line",
    "Net",
    "Seats",
    "SocialOffer",
    "heat_picture",
    "net_data",
    "net_of_provision",
    "social_offer",
]
