from collections import Counter

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.models import Picture
from newsroom import turns


class Command(BaseCommand):
    help = "Make the sizes and formats that are missing of any picture; safe to run again."

    def handle(self, **options):
        seen = Counter()
        turns.one_by_one(
            Picture.objects.order_by("pk"),
            lambda picture: seen.update([self.normalise(picture)]),
        )
        words = _("Pictures: %(made)d normalised, %(ready)d were ready, %(broken)d cannot be read.")
        self.stdout.write(words % {name: seen[name] for name in ("made", "ready", "broken")})

    def normalise(self, picture) -> str:
        try:
            return "made" if picture.make_renditions() else "ready"
        except OSError as error:
            self.stderr.write(f"{picture.pk} {picture.file.name}: {error}")
            return "broken"
