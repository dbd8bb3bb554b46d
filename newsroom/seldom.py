"""A line of the log for each trouble, not for each request that meets with it."""

import logging
import time

EVERY = 10  # seconds


class Seldom(logging.Filter):
    """For a logger: the same message once in ten seconds."""

    def __init__(self):
        super().__init__()
        self.said_at: dict[str, float] = {}

    def filter(self, record):
        now = time.monotonic()
        if now - self.said_at.get(record.msg, -EVERY) < EVERY:
            return False
        self.said_at[record.msg] = now
        return True
