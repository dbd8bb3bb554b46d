from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

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
        self.stdout.write(_("%(number)d articles can be found.") % {"number": number})
