"""All rules, asked about one article."""

from articles.proofreading import of_details, of_links, of_pictures, of_text
from articles.proofreading.manuscript import gathered
from articles.proofreading.remark import RULES, Remark

__all__ = ["of_details", "of_links", "of_pictures", "of_text", "remarks_on", "sentence_of"]


def remarks_on(article) -> list[Remark]:
    """Return what the rules find in the article as editors go on writing it."""
    text = gathered(article)
    found = ((rule, list(rule.find(text))) for rule in RULES)
    return [Remark(rule, places) for rule, places in found if places]


def sentence_of(name: str) -> str:
    """Return the sentence of a rule; its name if a later version of the paper has it no more."""
    return next((str(rule.sentence) for rule in RULES if rule.name == name), name)
