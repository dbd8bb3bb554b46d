from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Topic
from newsroom.admin_site import OnlyListedLookups


class LabelAdmin(OnlyListedLookups, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    deletion_note = _("Its page will say that it is gone.")


@admin.register(Topic)
class TopicAdmin(LabelAdmin):
    fields = ["name", "slug", "description", "moderation"]


@admin.register(Author)
class AuthorAdmin(LabelAdmin):
    fields = ["name", "slug", "bio", "picture", "profiles", "account"]
    raw_id_fields = ["picture"]

    def in_the_way(self, authors):
        return Article.objects.filter(authors__in=authors)
