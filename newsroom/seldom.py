"""A logging filter against repeated messages."""

import logging
import time

EVERY = 10  # seconds


class Seldom(logging.Filter):
    """Let the same message pass once in ten seconds."""

    def __init__(self):
        super().__init__()
        self.said_at: dict[str, float] = {}

    def filter(self, record):
        now = time.monotonic()
        if now - self.said_at.get(record.msg, -EVERY) < EVERY:
            return False
        self.said_at[record.msg] = now
        return True
