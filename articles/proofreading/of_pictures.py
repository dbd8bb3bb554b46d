"""Remarks on the picture of an article and on those in its text."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from articles.proofreading.remark import Place, remark
from newsroom.html import figures


@remark(_("There is no picture."), "picture")
def no_picture(text):
    if not (text.is_page or text.picture or text.pictures):
        yield Place()


@remark(_("The picture has no description."), "picture")
def lead_picture_without_description(text):
    if text.picture and not text.picture.alt:
        yield Place(picture=str(text.picture.pk))


@remark(_("A picture in the text has no description."), "body")
def picture_without_description(text):
    seen = set()
    for passage in text.passages:
        for key in figures.undescribed(passage.source):
            if key not in seen:
                yield Place(under=passage.under, picture=key)
            seen.add(key)


@remark(_("The text has the number of a picture that doesn't exist."), "body")
def picture_unknown(text):
    known = {picture.pk for picture in text.pictures}
    for passage in text.passages:
        for number in sorted(figures.numbers(passage.source) - known):
            yield Place(str(number), passage.under)


@remark(_("A picture has no credit."), "picture")
def picture_without_credit(text):
    yield from _without("credit", text)


@remark(_("A picture has no licence."), "picture")
def picture_without_licence(text):
    yield from _without("licence", text)


def _without(name, text):
    for picture in sorted({text.picture, *text.pictures} - {None}, key=attrgetter("pk")):
        if not getattr(picture, name):
            yield Place(str(picture), picture=str(picture.pk))
