"""The list of articles: state, author, topics, waiting comments, and who saved last."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from articles.admin.picture import thumbnail
from articles.admin.short_moments import short
from articles.admin.writing import STATES
from articles.models import Article, Kind, Version
from articles.search import finding
from articles.search.query import Query
from newsroom import choosing
from newsroom.careful_lists import CarefulChangeList, newest
from newsroom.models import Masthead
from newsroom.numbers import row_number
from newsroom.templatetags.language_tags import isolated
from newsroom.text.words import words

READ = 5000  # articles in whose texts a search looks for letters, those saved last
NOT_INDEXED = 2000  # drafts and unpublished articles that are read for a search, the newest


class ArticleList(CarefulChangeList):
    """Django's list, which reads no bodies and adds what two queries know of a page of rows."""

    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).defer("body")

    def get_results(self, request):
        super().get_results(request)
        articles = self.result_list = list(self.result_list)
        waiting, savers = _waiting(articles), _last_savers(articles)
        for article in articles:
            article.waiting = waiting.get(article.pk, 0)
            article.last_saver = savers.get(article.pk)


def _waiting(articles) -> dict[int, int]:
    """Return how many comments of each of `articles` wait for a decision."""
    model: Any = Article._meta.get_field("comments").related_model
    rows = model.objects.waiting().filter(article__in=[each.pk for each in articles]).order_by()
    return dict(rows.values_list("article").annotate(number=Count("pk")))


def _last_savers(articles) -> dict[int, Any]:
    """Return who saved the newest version of each of `articles`, or, without one, the row."""
    newest = Version.objects.newest_of(articles).select_related("saved_by").defer("content")
    savers = {each.article_id: each.saved_by for each in newest}
    return _logged([each.pk for each in articles if each.pk not in savers]) | savers


def _logged(keys) -> dict[int, Any]:
    """Return who changed articles last that were never saved as a version."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id__in=[str(key) for key in keys],
    )
    newest = entries.order_by().values("object_id").annotate(last=Max("pk")).values("last")
    last = LogEntry.objects.filter(pk__in=newest).select_related("user") if keys else []
    return {int(each.object_id or 0): each.user for each in last}


class Choice(admin.SimpleListFilter):
    """A filter that is chosen in a field beside the search."""

    template = "admin/articles/article/_choice.html"


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    template = "admin/articles/article/_tabs.html"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, articles):
        chosen = {
            "draft": articles.drafts,
            "scheduled": articles.scheduled,
            "public": articles.published,
            "unpublished": articles.unpublished,
            "trashed": articles.in_trash,
        }
        return chosen.get(self.value(), articles.out_of_trash)()


class LabelChoice(Choice):
    """A filter by a relation of articles to labels."""

    relation = ""

    def lookups(self, request, model_admin):
        labels = Article._meta.get_field(self.relation).related_model.objects.all()
        chosen = request.GET.get(self.parameter_name, "")
        return [(str(label.pk), label.name) for label in choosing.listed(labels, [chosen])]

    def queryset(self, request, articles):
        chosen = row_number(self.value() or "")
        return articles.filter(**{self.relation: chosen}) if chosen else articles


class AuthorFilter(LabelChoice):
    title = _("author")
    parameter_name = "author"
    relation = "authors"


class TopicFilter(LabelChoice):
    title = _("topic")
    parameter_name = "topic"
    relation = "topics"


class MonthFilter(Choice):
    """The month that an address names: what was never public has none."""

    title = _("month")
    parameter_name = "month"

    def lookups(self, request, model_admin):
        filed = Article.objects.exclude(filed=None).order_by("-filed")
        months = filed.values_list("filed", flat=True).distinct()  # each is the first of a month
        return [(f"{each:%Y-%m}", date_format(each, "YEAR_MONTH_FORMAT")) for each in months]

    def queryset(self, request, articles):
        chosen = month_of(self.value() or "")
        return articles.filter(filed=chosen) if chosen else articles


class KindFilter(Choice):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Kind.choices

    def queryset(self, request, articles):
        return articles.filter(kind=self.value()) if self.value() else articles


def month_of(value: str) -> date | None:
    try:
        return parse_date(f"{value}-01")
    except ValueError:
        return None


class ListsArticles:
    """For the ModelAdmin of articles: the columns, filters and search of its list."""

    list_display = ["shown", "headline", "status", "names", "labels", "waiting", "last_saved"]
    list_display_links = ["headline"]
    list_select_related = ["picture", "trashed_by"]
    list_filter = [StateFilter, AuthorFilter, TopicFilter, MonthFilter, KindFilter]
    search_fields = ["headline", "lead", "body"]
    show_full_result_count = False
    ordering = ["-saved_at"]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("bylines__author", "topics")

    def get_search_results(self, request, articles, search_term):
        """Find the letters as they are typed, and the words in whatever accents and endings.

        Letters in the articles that were saved last, words in all.
        """
        if not search_term.strip():
            return articles, False
        say = __("Parts of words were looked for in articles saved since %(date)s, words in all.")
        read = newest(request, articles, "saved_at", READ, say)
        found, _may_repeat = super().get_search_results(request, read, search_term)
        keys = {*found.values_list("pk", flat=True), *same_words(search_term)}
        return articles.filter(pk__in=keys), False

    @admin.display(description=_("picture"), empty_value="")
    def shown(self, article):
        return thumbnail(article.picture) if article.picture else ""

    @admin.display(description=_("state"), ordering="published_at")
    def status(self, article):
        state = self.state_of(article)
        moments = {"unpublished": article.unpublished_at, "trashed": article.trashed_at}
        context = {
            "state": state["state_code"],
            "words": state["state_words"],
            "time": short(moments.get(article.state, article.published_at)),
            "trashed": article if article.trashed_at else None,
        }
        return render_to_string("admin/articles/article/_status.html", context)

    @admin.display(description=_("by"), empty_value="")
    def names(self, article):
        return in_two_lines(byline.author.name for byline in article.bylines.all())

    @admin.display(description=_("topics"), empty_value="")
    def labels(self, article):
        return in_two_lines(topic.name for topic in article.topics.all())

    @admin.display(description=_("waiting"), empty_value="")
    def waiting(self, article):
        if not article.waiting:
            return ""
        address = f"{reverse('admin:comments_comment_changelist')}?article={article.pk}"
        return format_html('<a href="{}">{}</a>', address, article.waiting)

    @admin.display(description=_("last saved"), ordering="saved_at")
    def last_saved(self, article):
        by = article.last_saver or ""
        context = {"by": getattr(by, "first_name", "") or by, "time": short(article.saved_at)}
        return render_to_string("admin/articles/article/_last_saved.html", context)


def same_words(typed: str) -> list[int]:
    """Return keys of articles with all words of `typed`: of the index, and of read headlines."""
    query = Query.parse(typed, Masthead.current().language)
    if not query:
        return []
    wanted = words(typed)
    others = Article.objects.filter(search_text=None).order_by("-saved_at")[:NOT_INDEXED]
    read = [
        pk
        for pk, headline, lead in others.values_list("pk", "headline", "lead")
        if all(
            any(each.startswith(word) for each in words(f"{headline} {lead}")) for word in wanted
        )
    ]
    return finding.keys(query) + read


def in_two_lines(names):
    """Return as many names as fit: forty topics make no row of a page's height."""
    words = ", ".join(isolated(name) for name in names)
    return words and format_html('<span class="list__few">{}</span>', words)
