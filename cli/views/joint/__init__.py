"""The joint plan on a screen."""
