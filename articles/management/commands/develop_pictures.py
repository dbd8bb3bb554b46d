from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from articles.models import Picture


class Command(BaseCommand):
    help = "Make the renditions of every picture that has none yet."

    def handle(self, **options):
        number = 0
        for picture in Picture.objects.order_by("pk").iterator(100):
            if not picture.widths:
                picture.develop()
                number += 1
        said = ngettext(
            "%(number)d picture was made ready.", "%(number)d pictures were made ready.", number
        )
        self.stdout.write(said % {"number": number})
