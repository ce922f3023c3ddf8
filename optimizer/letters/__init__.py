"""Reasons, proposals and changes told in plain sentences: notes for coordinators, letters to schools and parents."""

from __future__ import annotations
