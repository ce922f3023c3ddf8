"""Benchmarks: ``python -m benchmarks NAME``. Adding one is adding a file to `quality` that defines `command`."""
