"""A custom rule of the owner, named in the settings, with a time limit.

It is a function `rule(facts)`, of a Facts (comments/moderation/facts.py), that returns None or
(status, reason, weight). It runs in a thread; if it takes longer than COMMENT_RULE_SECONDS, or
fails, the comment is held.
"""

import logging
import threading
from queue import Empty, SimpleQueue

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status
from newsroom.text.cutting import beginning

LONGEST_REASON = 200  # characters
MOST_AT_ONCE = 8  # rules that run, or hang; a thread cannot be stopped from outside
FAILED = Answer(Status.PENDING, Reason.OWN_FAILED, 30)

logger = logging.getLogger(__name__)
free = threading.BoundedSemaphore(MOST_AT_ONCE)


def custom_rule(facts):
    if not settings.COMMENT_RULE:
        return None
    if not free.acquire(blocking=False):
        logger.error("%s hangs: comments wait unasked.", settings.COMMENT_RULE)
        return FAILED
    answers: SimpleQueue = SimpleQueue()
    asking = (settings.COMMENT_RULE, facts, answers)
    threading.Thread(target=_ask, args=asking, daemon=True).start()
    try:
        return answers.get(timeout=settings.COMMENT_RULE_SECONDS)
    except Empty:
        logger.error("%s took too long.", settings.COMMENT_RULE)
        return FAILED


def _ask(path, facts, answers):
    try:
        answers.put(_checked(import_string(path)(facts)))
    except Exception:  # whatever it is, it is not ours, and the comment must not be lost
        logger.exception("%s failed.", path)
        answers.put(FAILED)
    finally:
        connections.close_all()  # this thread's
        free.release()


def _checked(answer) -> Answer | None:
    """Return the answer as an Answer. Raise ValueError or TypeError if it is invalid."""
    if answer is None:
        return None
    status, reason, weight = answer
    if not 1 <= weight <= 100:
        raise ValueError(f"A weight is from 1 to 100, not {weight!r}.")
    return Answer(Status(status), beginning(str(reason), LONGEST_REASON), int(weight))
