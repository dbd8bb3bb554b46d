"""The house rules: functions of a comment's facts, which return an answer or None.

The heaviest answer decides, of equal ones the first. Nothing is thrown away: rules make mistakes,
and a moderator must be able to find them.
"""

from comments.moderation.rules.answer import Answer
from comments.moderation.rules.behaviour import (
    flood,
    sent_too_fast,
)
from comments.moderation.rules.custom import custom_rule
from comments.moderation.rules.people import (
    commenter_banned,
    commenter_trusted,
    commenter_watched,
    name_resembles_staff,
    name_taken,
    needs_review,
    network_blocked,
    no_newcomer,
    often_rejected,
    published_unreviewed,
    written_by_staff,
)
from comments.moderation.rules.word_rules import (
    duplicate,
    duplicate_elsewhere,
    suspected_spam,
    too_many_links,
    word_list_hold,
    word_list_reject,
)

__all__ = ["HOUSE_RULES", "Answer"]

HOUSE_RULES = [
    sent_too_fast,
    network_blocked,
    commenter_banned,
    duplicate,
    too_many_links,
    written_by_staff,
    word_list_reject,
    word_list_hold,
    commenter_watched,
    name_resembles_staff,
    name_taken,
    duplicate_elsewhere,
    often_rejected,
    flood,
    suspected_spam,
    commenter_trusted,
    no_newcomer,
    published_unreviewed,
    needs_review,
    custom_rule,
]
