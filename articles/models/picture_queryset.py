from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models.trash import TrashQuerySet
from articles.pictures import markup
from newsroom import freshness, html
from newsroom.html import figures


class PictureQuerySet(TrashQuerySet, freshness.MovesEditionQuerySet):
    @transaction.atomic
    def delete(self):
        self.keep_those_in_texts()
        for picture in self:
            picture.outdate_cards()
            picture.discard_files()
        return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    def keep_those_in_texts(self):
        """Raise ProtectedError if the text of an article shows one of these."""
        if showing := set(self._articles().with_pictures_in_text(self)):
            raise models.ProtectedError("Pictures stand in the text of articles.", showing)

    def _articles(self):
        return self.model._meta.get_field("articles").related_model.objects

    # -- the library

    def in_library(self):
        return self.out_of_trash()

    def matching(self, words):
        """Return those with every word of `words` in their own."""
        found = self
        for word in words.split():
            here = ("alt", "caption", "credit", "licence")
            found = found.filter(
                Q(*((f"{name}__icontains", word) for name in here), _connector=Q.OR)
            )
        return found

    def with_uses(self):
        """Add `uses`, the number of articles that show each, in the text or above it.

        Those whose changes do so count as well, though readers do not see them yet.
        """
        lead = self._articles().filter(picture=OuterRef("pk"))
        texts = self._articles().filter(pictures_in_text=OuterRef("pk"))
        shared = self._articles().filter(social_picture=OuterRef("pk"))
        return self.annotate(
            uses=_number(lead, "picture")
            + _number(texts.exclude(picture=OuterRef("pk")), "pictures_in_text")
            + _number(
                shared.exclude(picture=OuterRef("pk")).exclude(pictures_in_text=OuterRef("pk")),
                "social_picture",
            )
            + self._number_in_changes()
        )

    def _number_in_changes(self):
        articles = self._articles().with_changes_that_show(OuterRef("pk"))
        in_texts = self.model.texts.through.objects.filter(picture=OuterRef(OuterRef("pk")))
        others = articles.exclude(
            Q(picture=OuterRef("pk"))
            | Q(social_picture=OuterRef("pk"))
            | Q(pk__in=in_texts.values("article"))
        )
        counted = others.order_by().annotate(one=Value(1)).values("one")
        return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)

    # -- in texts

    def shown_in(self, body) -> list:
        """Return the pictures that a text names by number, or by the address of a file."""
        numbers, stems = figures.numbers(body), figures.files(body)
        found: list = list(self.filter(pk__in=numbers)) if numbers else []
        stems -= {picture.stem for picture in found}
        if stems:
            found += self.filter(file__in=[f"{stem}.jpg" for stem in stems])
        return found

    def expanded(self, body, shown=None) -> html.ArticleHTML:
        """Return a sanitised text with its pictures as readers get them."""
        shown = self.shown_in(body) if shown is None else shown
        data = [(markup.in_text(picture), picture.stem) for picture in shown]
        by_number = {str(each.number): each for each, _stem in data}
        by_stem = {stem: each for each, stem in data}

        def find(attributes):
            stems = figures.files(attributes.get("src", ""))
            known = by_number.get(attributes.get(figures.NUMBER, ""))
            return known or next(filter(None, map(by_stem.get, stems)), None)

        return figures.expanded(body, find, markup.IN_TEXT)


def _number(articles, by):
    counted = articles.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
