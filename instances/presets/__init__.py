"""The four samenwerkingsverbanden of the example pages as regions: their organisation as policy and data.

The seeded generator, or a real school list, gives the region; a preset only shapes it. Nothing outside this package
knows which preset a region came from.
"""

from instances.presets.make import PRESETS, preset_region

__all__ = ["PRESETS", "preset_region"]
