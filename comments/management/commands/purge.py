from django.core.management.base import BaseCommand

from comments import retention


class Command(BaseCommand):
    help = "Remove what its time is over for (every night; see deploy/newsroom-purge.timer)."

    def handle(self, **options):
        for label, number in retention.tidy():
            self.stdout.write(f"{number:8} {label}")
