"""The feed of all corrections."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.feeds.base import PaperFeed
from articles.models import Correction
from newsroom import html

LENGTH = 50  # corrections


class CorrectionsFeed(PaperFeed):
    def title(self, place):
        return self.masthead.title(_("Corrections"))

    def link(self, place):
        return reverse("corrections")

    def items(self, place):
        every = Correction.objects.published().newest_first().select_related("article")
        return every.defer("article__body")[:LENGTH]

    def item_title(self, correction):
        words = {"kind": correction.get_kind_display(), "headline": correction.article.headline}
        return _("%(kind)s: %(headline)s") % words

    def item_description(self, correction):
        return correction.text

    def item_guid(self, correction):
        return f"{correction.article.id_in_feeds}#correction-{correction.pk}"

    def item_pubdate(self, correction):
        return correction.corrected_at

    item_updateddate = item_pubdate

    def item_extra_kwargs(self, correction):
        content = f"<p>{html.with_line_breaks(correction.text)}</p>"
        return {"content": content, "authors": [self.publisher], "picture": None}
