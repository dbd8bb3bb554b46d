"""Names of the kinds of records, for the report."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise  # of the report: some are translated when it is printed

ATTACHMENTS = _("attachments")
AUTHORS = _("authors")
COMMENTS = _("comments")
MENU_ITEMS = _("menu items")
PAGES = _("pages")
PINGS = _("pingbacks and trackbacks")
POSTS = _("posts")
SETTINGS = _("settings")
TEMPLATES = _("templates")
TOPICS = _("topics")

DOUBLED = _("it is in the file twice")  # a reason, for whatever kind
