from django.contrib import admin

from articles.models import Author, Topic
from newsroom.admin_site import OnlyListedLookups


class LabelAdmin(OnlyListedLookups, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Topic)
class TopicAdmin(LabelAdmin):
    fields = ["name", "slug", "description", "moderation"]


@admin.register(Author)
class AuthorAdmin(LabelAdmin):
    fields = ["name", "slug", "bio", "picture", "profiles", "account"]
    raw_id_fields = ["picture"]
