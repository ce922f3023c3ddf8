"""Workbooks (.xlsx): a region read from one, written to one, a template for one, and faults marked in the user's own.

`layout` says once which sheets and columns there are; reading, writing and the template all follow it.
"""
