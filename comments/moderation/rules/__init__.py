"""The house rules: each is handed a comment and how it was written, and is silent or answers.

Of all answers the heaviest decides, of two that weigh the same the earlier. Nothing is thrown
away: rules make mistakes, and a moderator must be able to find them.
"""

from comments.moderation.rules.answer import NOTHING_KNOWN, Answer, Circumstances
from comments.moderation.rules.own import owners_rule
from comments.moderation.rules.people import (
    a_person_will_decide,
    comes_from_a_blocked_network,
    is_called_like_another,
    is_called_like_us,
    is_one_of_us,
    is_read_later,
    is_trusted,
    personal_rule,
    was_refused_lately,
)
from comments.moderation.rules.words import (
    has_a_word_to_hold,
    has_a_word_to_refuse,
    has_too_many_links,
    looks_like_spam,
    says_it_elsewhere,
    says_it_twice,
)
from comments.moderation.rules.writing import (
    came_in_a_flood,
    fell_into_the_trap,
    was_too_fast,
)

__all__ = ["HOUSE_RULES", "NOTHING_KNOWN", "Answer", "Circumstances"]

HOUSE_RULES = [
    fell_into_the_trap,
    was_too_fast,
    comes_from_a_blocked_network,
    personal_rule,
    says_it_twice,
    has_too_many_links,
    is_one_of_us,
    has_a_word_to_refuse,
    has_a_word_to_hold,
    is_called_like_us,
    is_called_like_another,
    says_it_elsewhere,
    was_refused_lately,
    came_in_a_flood,
    looks_like_spam,
    is_trusted,
    is_read_later,
    a_person_will_decide,
    owners_rule,
]
