"""Defaults: those that depend on the rest of the input are filled in here; all that were used are listed."""

from optimizer.domain.defaults.contextual import fill
from optimizer.domain.defaults.filling import Filling
from optimizer.domain.defaults.used import defaults_used, plain_defaults

__all__ = ["Filling", "defaults_used", "fill", "plain_defaults"]
