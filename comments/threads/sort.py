from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """In which order the threads of an article come; inside a thread, the oldest is the first."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    REPLIED = "replied", _("Most replies")
