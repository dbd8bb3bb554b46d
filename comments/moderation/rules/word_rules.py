"""Rules about the text of a comment."""

from comments.moderation import word_list
from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status


def duplicate(facts):
    if facts.is_duplicate:
        return Answer(Status.REJECTED, Reason.DUPLICATE, 90)


def duplicate_elsewhere(facts):
    if facts.is_duplicate_elsewhere:
        return Answer(Status.PENDING, Reason.DUPLICATE_ELSEWHERE, 45)


def too_many_links(facts):
    if facts.links > facts.links_allowed:
        return Answer(Status.PENDING, Reason.LINKS, 80)


def word_list_reject(facts):
    if _has_any(facts, facts.rejected_words):
        return Answer(Status.REJECTED, Reason.REJECTED_WORD, 70)


def word_list_hold(facts):
    if _has_any(facts, facts.held_words):
        return Answer(Status.PENDING, Reason.HELD_WORD, 60)


def suspected_spam(facts):
    if facts.spam_score and facts.spam_limit is not None and facts.spam_score > facts.spam_limit:
        return Answer(Status.PENDING, Reason.FILTER, 35)


def _has_any(facts, listed) -> bool:
    if not listed:
        return False
    text = f"{facts.name}\n{facts.text}"
    return bool(word_list.hits(text, word_list.entries(listed), facts.language))
