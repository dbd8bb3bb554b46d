from django.core.management.base import BaseCommand

from comments.models import FilterTest
from comments.spam import report


class Command(BaseCommand):
    help = "Test the spam filter on the decisions of late, and say what it holds and what not."

    def handle(self, **options):
        FilterTest.run()
        for sentence in report.sentences():
            self.stdout.write(sentence)
