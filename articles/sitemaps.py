"""The sitemaps (sitemaps.org, 0.9), each of which costs the same in a paper of any age."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property

from articles.models import Article, Author, Topic

MOMENTS = ("published_at", "updated_at", "corrections_changed_at")
LOOKED_AT = 2_000  # of the newest stories, for when a list was changed last


class Articles(Sitemap):
    limit = 2_000  # addresses in a file; the format allows 50,000, which take seconds to write

    def items(self):
        return Article.objects.published().newest_first().only("kind", "filed", "slug", *MOMENTS)

    def lastmod(self, article):
        return article.changed_at

    def get_latest_lastmod(self):
        """Return the latest change by a look into the index of each moment."""
        newest = (_newest(Article.objects.published(), name) for name in MOMENTS)
        return max((moment for moment in newest if moment), default=None)


def _newest(articles, name):
    dated = articles.filter(**{f"{name}__isnull": False}).order_by(f"-{name}")
    return dated.values_list(name, flat=True).first()


class _Labels(Sitemap):
    """Topics and authors with a public article.

    Only what is in the newest stories tells when a list was changed: of the others it is long ago,
    and a sitemap may leave it out.
    """

    limit = 2_000

    def items(self):
        public = Article.objects.published().stories().filter(pk=OuterRef("article"))
        used = self.rows().filter(Exists(public), **{self.column: OuterRef("pk")})
        return self.model.objects.filter(Exists(used)).order_by("slug")

    def lastmod(self, label):
        return self.newest.get(label.pk)

    def get_latest_lastmod(self):
        return max(self.newest.values(), default=None)

    @cached_property
    def newest(self) -> dict[int, datetime]:
        """Return when the newest story of each label was published, by primary key."""
        newest = Article.objects.published().stories().newest_first().values("pk")[:LOOKED_AT]
        rows = self.rows().filter(article__in=newest).order_by("article__published_at")
        return dict(rows.values_list(self.column, "article__published_at"))

    @classmethod
    def rows(cls):
        return cls.model.articles.through.objects

    @property
    def column(self):
        return self.model._meta.model_name


class Topics(_Labels):
    model = Topic


class Authors(_Labels):
    model = Author


SITEMAPS = {"articles": Articles, "topics": Topics, "authors": Authors}
