"""A roster workbook read back: as a plan made by hand, as pins, and as what took place."""
