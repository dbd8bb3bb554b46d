"""How moderation is going: counted from the log of decisions, never kept beside it.

A moderator of some topics sees the figures of these.
"""

from comments.statistics.usual_wait import ENOUGH, in_words, usual_wait, will_be_read

__all__ = ["ENOUGH", "in_words", "usual_wait", "will_be_read"]
