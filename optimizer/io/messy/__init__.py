"""A coordinator's own spreadsheet, as it grew: read into a region, with every guess shown."""
