"""The range of dates that an article can have, safe in every time zone."""

from newsroom.moments import EARLIEST, LATEST, check, is_possible

__all__ = ["EARLIEST", "LATEST", "check", "is_possible"]
