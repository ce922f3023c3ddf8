"""Week and placement in one master problem."""
