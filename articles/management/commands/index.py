from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from articles.search import indexing


class Command(BaseCommand):
    help = "Make every article findable anew."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-behind", action="store_true", help="only if an article is not indexed yet"
        )

    def handle(self, *, if_behind, **options):
        if if_behind and not indexing.is_behind():
            return
        number = indexing.index_all()
        message = ngettext(
            "%(number)d article can be found.", "%(number)d articles can be found.", number
        )
        self.stdout.write(message % {"number": number})
