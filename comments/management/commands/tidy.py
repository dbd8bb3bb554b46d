from django.core.management.base import BaseCommand

from comments import tidying


class Command(BaseCommand):
    help = "Remove what its time is over for (every night; see deploy/newsroom-tidy.timer)."

    def handle(self, **options):
        for what, number in tidying.tidy():
            self.stdout.write(f"{number:8} {what}")
