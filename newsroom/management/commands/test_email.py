from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from newsroom.mail import trial


class Command(BaseCommand):
    help = "Send a test e-mail at once, and say what the mail server answered."

    def add_arguments(self, parser):
        parser.add_argument("address", help="who gets it")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        outcome = trial.send(address)
        if not outcome.is_accepted:
            raise CommandError(outcome.sentence)
        self.stdout.write(outcome.sentence)
