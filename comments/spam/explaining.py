"""Explanations of a spam score for moderators: “casino” +1.7, 3 links or more +1.2."""

from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.spam.features import MOST_LINKS
from comments.spam.threshold import LOWEST

MOST = 5  # of the scale that people are told; what scores more is no surer
HIGH = 2


class Explained(NamedTuple):
    words: str
    weight: str  # with its sign


def explained(parts) -> list[Explained]:
    return [Explained(in_words(feature), signed(weight)) for feature, weight in parts]


def on_scale(score: float) -> str:
    """Return the score as moderators read it: from 0 to 5, and in a word."""
    told = round(min(max(score, 0), MOST), 1)
    if told < LOWEST:  # nothing is ever held for it
        words = _("Spam score %(score)s of %(most)d: low")
    elif told < HIGH:
        words = _("Spam score %(score)s of %(most)d: medium")
    else:
        words = _("Spam score %(score)s of %(most)d: high")
    return words % {"score": number_format(told, decimal_pos=1), "most": MOST}


def signed(weight: float) -> str:
    number = number_format(abs(weight), decimal_pos=1)
    return f"{'−' if weight < 0 else '+'}{number}"


def in_words(feature: str) -> str:
    kind, _blank, value = feature.partition(" ")
    if kind == "links":
        return _links(int(value))
    if kind in ("manner", "writer", "sent", "article"):
        return _signs().get(feature, feature)
    patterns = {"site": _("a link to %(what)s"), "name": _("the name “%(what)s”")}
    return patterns.get(kind, _("“%(what)s”")) % {"what": value}


def _links(number):
    if number >= MOST_LINKS:
        more = ngettext("%(number)d link or more", "%(number)d links or more", number)
        return more % {"number": number}
    return ngettext("%(number)d link", "%(number)d links", number) % {"number": number}


def _signs():
    return {
        "manner capitals": _("mostly capitals"),
        "manner short": _("very short"),
        "manner long": _("very long"),
        "manner exclamations": _("many exclamation marks"),
        "manner repeated": _("a character repeated many times"),
        "manner money": _("an amount of money"),
        "manner address": _("an e-mail address"),
        "manner same words": _("the same text again"),
        "writer new": _("a new commenter"),
        "writer published": _("commenter has been published before"),
        "writer rejected": _("commenter was rejected recently"),
        "sent quick": _("sent quickly"),
        "sent slow": _("sent after a long time"),
        "article old": _("under an old article"),
    }
