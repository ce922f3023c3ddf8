"""Thuisnabije placement: candidates, rungs, flow, support, options, the other lens, transport."""
