"""A paper of any size, made in bulk, and what is timed in it (`benchmarks/grow.py`)."""
