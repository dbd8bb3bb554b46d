from django.contrib.sitemaps import Sitemap
from django.db.models import Max

from articles.models import Article, Author, Topic

MOMENTS = ("published_at", "updated_at", "corrections_changed_at")


class Articles(Sitemap):
    limit = 50_000  # addresses in a file (sitemaps.org, 0.9)

    def items(self):
        return Article.objects.published().newest_first().only("kind", "filed", "slug", *MOMENTS)

    def lastmod(self, article):
        return article.changed_at

    def get_latest_lastmod(self):
        """Return the latest change with one query instead of a loop over 50,000 articles."""
        newest = Article.objects.published().aggregate(*map(Max, MOMENTS))
        return max((moment for moment in newest.values() if moment), default=None)


class _Labels(Sitemap):
    """Topics and authors with a public article."""

    def items(self):
        shown = self.model.objects.filter(articles__in=Article.objects.published().stories())
        return shown.annotate(newest=Max("articles__published_at")).order_by("slug")

    def lastmod(self, label):
        return label.newest


class Topics(_Labels):
    model = Topic


class Authors(_Labels):
    model = Author


SITEMAPS = {"articles": Articles, "topics": Topics, "authors": Authors}
