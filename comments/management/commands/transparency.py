from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from comments import transparency
from newsroom.models import Masthead


class Command(BaseCommand):
    help = "Print the yearly figures of moderation that the Digital Services Act asks for."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, default=timezone.now().year)

    def handle(self, year, **options):
        masthead = Masthead.current()
        with translation.override(masthead.language):
            self.stdout.write(f"{masthead.name}, {year}")
            for title, lines in transparency.yearly_report(year):
                self.stdout.write(f"\n{title}")
                for label, number in lines:
                    self.stdout.write(f"{'–' if number is None else number:>10}  {label}")
