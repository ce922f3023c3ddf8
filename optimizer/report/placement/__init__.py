"""Placement proposals on paper and screen: facts and words that every output shares, a page, a map, a workbook."""
