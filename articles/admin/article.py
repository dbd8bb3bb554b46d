from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ListsArticles
from articles.admin.article_trash import ArticleTrash
from articles.admin.autosave_pages import AutosavePages
from articles.admin.autosaving import Autosaving
from articles.admin.bulk import ActsOnMany
from articles.admin.correction import CorrectionsPage
from articles.admin.elsewhere import elsewhere
from articles.admin.history import HistoryPage
from articles.admin.links_to_drafts import PreviewLinkPage
from articles.admin.merge_page import MergePage
from articles.admin.old_addresses_page import OldAddressesPage
from articles.admin.one_article import OneArticle
from articles.admin.own_cards import LinkCards
from articles.admin.preview import Preview
from articles.admin.publishing import PublishingPage, moment_in_words
from articles.admin.thumbnails import SMALL, address
from articles.admin.writing import FIELDSETS, STATES, WritingPage
from articles.models import Article, Author, Picture, Why
from articles.models.version import LISTS, picture_of, write_columns, write_lists
from newsroom.admin_site import OnlyListedLookups

NEWEST = 8  # pictures
KEPT = _("Changes not public: readers see the earlier version until the changes are published.")


@admin.register(Article)
class ArticleAdmin(
    ArticleTrash,
    AutosavePages,
    MergePage,
    Autosaving,
    WritingPage,
    ListsArticles,
    ActsOnMany,
    PublishingPage,
    OldAddressesPage,
    CorrectionsPage,
    HistoryPage,
    Preview,
    PreviewLinkPage,
    LinkCards,
    OneArticle,
    OnlyListedLookups,
    admin.ModelAdmin,
):
    form = ArticleForm
    autocomplete_fields = ["picture", "social_picture"]
    readonly_fields = ["state", "picture_chooser", "social_picture_chooser", "shown_elsewhere"]
    fieldsets = FIELDSETS

    class Media:
        css = {"all": ["desk/editor.css", "desk/library.css", "desk/elsewhere.css"]}
        js = [
            *("desk/chips.js", "desk/editor.js", "desk/pictures.js", "desk/elsewhere.js"),
            "desk/drawer.js",
        ]

    @admin.display(description=_("state"))
    def state(self, article):
        """Return the state and its date, even an impossible one, which has to be corrected."""
        moment = moment_in_words(article.published_at)
        return " · ".join(filter(None, [str(STATES[article.state]), moment]))

    @admin.display(description=_("picture"))
    def picture_chooser(self, article):
        newest = Picture.objects.in_library()[:NEWEST]
        for picture in newest:
            picture.small = address(picture, SMALL)
        return _chooser("picture", article, newest)

    @admin.display(description=_("picture for social networks"))
    def social_picture_chooser(self, article):
        return _chooser("social_picture", article)

    @admin.display(description=_("In search and on social networks"))
    def shown_elsewhere(self, article):
        """Render what a search result and a social card show, as saved; the script goes on."""
        content = article.edited_content if article.pk else {}
        template = "admin/articles/article/_elsewhere.html"
        return render_to_string(template, elsewhere(article, content))

    # -- change page

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_public else None

    def render_change_form(self, request, context, *args, **kwargs):
        # The page has the import map of the editor's modules, unless somebody only looks.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request):
        """Return what a new article begins with: its author is who is signed in."""
        authors = Author.objects.filter(account=request.user)
        return {"bylines": [*authors], **super().get_changeform_initial_data(request)}

    def save_model(self, request, article, form, change):
        if change:
            self.save_version(request, article, form)
        else:
            super().save_model(request, article, form, change)

    def save_version(self, request, article, form):
        if article.trashed_at:
            self.keep_of_trashed(request, article, form)
            return
        version = article.save_content(form.content(), by=request.user, why=why_saved(request))
        if version and version == article.changes:
            self.message_user(request, KEPT, messages.INFO)

    def stored_value(self, stored, name):
        """Return what the form would show by now: the changes, where there are any."""
        content = stored.edited_content
        if name in LISTS:
            return ", ".join(row["name"] for row in content[name])
        write_columns(stored, content)
        return super().stored_value(stored, name)

    def save_related(self, request, form, formsets, change):
        if not change:
            article = form.instance
            write_lists(article, form.content())
            article.record(why_saved(request), by=request.user)
            article.relate()

    def response_add(self, request, article, post_url_continue=None):
        return self.to_publishing(request, article) or super().response_add(
            self.staying(request), article, post_url_continue
        )

    def response_change(self, request, article):
        return self.to_publishing(request, article) or super().response_change(
            self.staying(request), article
        )

    def staying(self, request):
        """Return the request as if it said "Save and continue editing"."""
        if IS_POPUP_VAR not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return request

    def to_publishing(self, request, article):
        if "_publish" not in request.POST or IS_POPUP_VAR in request.POST:
            return None
        self.message_user(request, _("The article is saved."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_publishing", args=[article.pk]))

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_article"
        return [
            path("preview/", view(self.preview_of_typed), name=f"{name}_preview_new"),
            path("<row:pk>/preview/", view(self.preview), name=f"{name}_preview"),
            path("<row:pk>/compare/", view(self.compare), name=f"{name}_compare"),
            path("<row:pk>/restore/", view(self.restore), name=f"{name}_restore"),
            path("<row:pk>/preview/link/", view(self.preview_link), name=f"{name}_preview_link"),
            path("<row:pk>/corrections/", view(self.corrections), name=f"{name}_corrections"),
            path("<row:pk>/publishing/", view(self.publishing), name=f"{name}_publishing"),
            *super().get_urls(),
        ]


def why_saved(request) -> Why:
    return Why.TAKEN if "taken" in request.POST else Why.SAVED


def _chooser(name, article, newest=()):
    content = article.edited_content if article.pk else {}
    context = {"name": name, "chosen": picture_of(content, name), "newest": newest}
    return render_to_string("admin/articles/article/_pictures.html", context)
