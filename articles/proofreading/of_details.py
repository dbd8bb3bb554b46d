"""Remarks on headline, lead, and what stands beside the text."""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.proofreading.remark import Place, remark

LONGEST = 110  # characters: search engines cut what is longer
A_NUMBER = re.compile(r"\d++(?:[.,:\u202f\u00a0]\d++)*+")


@remark(_("It is under embargo, and can't be published before it ends."), "")
def under_embargo(text):
    if text.embargo:
        yield Place(date_format(timezone.localtime(text.embargo), "DATETIME_FORMAT"))


@remark(_("The headline is longer than 110 characters."), "headline")
def headline_too_long(text):
    if len(text.headline) > LONGEST:
        yield Place(f"… {text.headline[LONGEST:]}")


@remark(_("The headline is in capitals."), "headline")
def headline_in_capitals(text):
    if text.headline.isupper() and sum(map(str.isalpha, text.headline)) > 5:
        yield Place()


@remark(_("A number in the headline is not in the text."), "headline")
def number_not_in_text(text):
    words = " ".join([text.content["lead"], *(passage.words for passage in text.passages)])
    there = set(map(_digits, A_NUMBER.findall(words)))
    for number in A_NUMBER.findall(text.headline):
        if _digits(number) not in there:
            yield Place(number)


@remark(_("There is no lead: lists show the beginning of the text."), "lead")
def no_lead(text):
    if not (text.is_page or text.content["lead"].strip()):
        yield Place()


@remark(_("There is no topic."), "topics")
def no_topic(text):
    if not (text.is_page or text.content["topics"]):
        yield Place()


@remark(_("There is no author."), "bylines")
def no_author(text):
    if not (text.is_page or text.content["bylines"]):
        yield Place()


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
