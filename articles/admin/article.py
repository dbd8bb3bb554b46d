from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import dates
from articles.admin.picture import SMALL, address
from articles.models import Article, Byline, Correction, Picture, RelatedChoice
from newsroom.desk import AnswersWhatItOffers

NEWEST = 8  # pictures
STATES = {
    "draft": _("Draft"),
    "scheduled": _("Scheduled"),
    "public": _("Public"),
    "unpublished": _("Unpublished"),
}


def moment_in_words(moment):
    """A date by the paper's clock; one that is too far off for any clock as it is stored."""
    if not moment:
        return ""
    if not dates.is_possible(moment):
        return gettext("%(date)s (not a possible date)") % {
            "date": f"{moment:%d/%m}/{moment.year:04}"
        }
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


class ArticleForm(forms.ModelForm):
    important = forms.BooleanField(
        label=_("This is an important change"),
        help_text=_("Readers see the time of it. Leave it out for a slip of the pen."),
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if "_publish" in self.data:
            cleaned["published_at"] = timezone.now()
        return cleaned


class BylineInline(admin.TabularInline):
    model = Byline
    fields = ["author", "position"]
    extra = 1


class CorrectionInline(admin.StackedInline):
    model = Correction
    fields = ["text", "corrected_at"]
    extra = 0


class RelatedChoiceInline(admin.TabularInline):
    model = RelatedChoice
    fk_name = "article"
    fields = ["other", "is_pinned", "position"]
    autocomplete_fields = ["other"]
    extra = 0


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, articles):
        chosen = {
            "draft": articles.drafts,
            "scheduled": articles.scheduled,
            "public": articles.published,
            "unpublished": articles.unpublished,
        }
        return chosen.get(self.value(), articles.all)()


@admin.register(Article)
class ArticleAdmin(AnswersWhatItOffers, admin.ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline, RelatedChoiceInline, CorrectionInline]
    filter_horizontal = ["topics"]
    autocomplete_fields = ["picture"]
    readonly_fields = ["state", "picture_shown"]
    fieldsets = [
        (None, {"fields": ["state", "kicker", "headline", "lead", "dateline", "body"]}),
        (_("Filed under"), {"fields": ["topics", "picture", "picture_shown"]}),
        (
            _("Publishing"),
            {
                "fields": [
                    "published_at",
                    "important",
                    "comment_policy",
                    "moderation",
                    "kind",
                    "slug",
                ]
            },
        ),
    ]
    list_display = ["headline", "standing", "names", "labels", "published", "comment_count"]
    list_filter = [StateFilter, "kind", "topics", "authors"]
    search_fields = ["headline", "lead", "body"]
    show_full_result_count = False
    ordering = ["-saved_at"]

    class Media:
        js = ["desk/editor.js", "desk/pictures.js"]

    # -- lists

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("bylines__author", "topics")

    @admin.display(description=_("state"))
    def standing(self, article):
        return STATES[article.state]

    @admin.display(description=_("published"), ordering="published_at")
    def published(self, article):
        return moment_in_words(article.published_at)

    @admin.display(description=_("state"))
    def state(self, article):
        """Its state and its date; a date that cannot be right is shown, to be mended."""
        moment = moment_in_words(article.published_at)
        return " · ".join(filter(None, [str(STATES[article.state]), moment]))

    @admin.display(description=_("by"))
    def names(self, article):
        return ", ".join(byline.author.name for byline in article.bylines.all())

    @admin.display(description=_("topics"))
    def labels(self, article):
        return ", ".join(topic.name for topic in article.topics.all())

    @admin.display(description=_("picture"))
    def picture_shown(self, article):
        """What is chosen, and the newest of all to choose from."""
        newest = Picture.objects.all()[:NEWEST]
        for picture in newest:
            picture.small = address(picture, SMALL)
        context = {"chosen": article.picture, "newest": newest}
        return render_to_string("admin/articles/article/_pictures.html", context)

    # -- one article

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_public else None

    def render_change_form(self, request, context, *args, **kwargs):
        # The map that tells the browser where the editor's modules are stands in the page.
        context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, article, form, change):
        if form.cleaned_data.get("important"):
            article.mark_updated()
        if "_unpublish" in request.POST:
            article.unpublish()
        else:
            super().save_model(request, article, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.relate()  # only now its topics are known

    def response_add(self, request, article, post_url_continue=None):
        return self.next_step(request, article) or super().response_add(
            request, article, post_url_continue
        )

    def response_change(self, request, article):
        return self.next_step(request, article) or super().response_change(request, article)

    def next_step(self, request, article):
        """Where our own buttons lead."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(
                reverse("admin:articles_article_preview", args=[article.pk])
            )
        if "_publish" in request.POST or "_unpublish" in request.POST:
            said = _("It is public now.") if article.is_public else _("It is unpublished.")
            self.message_user(request, said, messages.SUCCESS)
            address = reverse("admin:articles_article_change", args=[article.pk])
            return HttpResponseRedirect(address)
        return None

    # -- preview

    def get_urls(self):
        preview = path(
            "<int:pk>/preview/",
            self.admin_site.admin_view(self.preview),
            name="articles_article_preview",
        )
        return [preview, *super().get_urls()]

    def preview(self, request, pk):
        """The article as it is saved, on the very page that readers will see."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        response = render(request, "articles/article.html", {"article": article})
        response["X-Robots-Tag"] = "noindex"
        return response
