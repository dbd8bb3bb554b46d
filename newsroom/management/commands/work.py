from django.core.management.base import BaseCommand

from newsroom import processes
from newsroom.work import loop, nightly
from newsroom.work.jobs import Job
from newsroom.work.lookout import Lookout


class Command(BaseCommand):
    help = "Do what is due, until stopped: mail, related lists, pictures. Any number may run."

    def add_arguments(self, parser):
        parser.add_argument(
            "--lane", choices=sorted(loop.models_by_lane()), help="of one kind only"
        )

    def handle(self, *, lane, **options):
        stop = processes.StopSignal()
        if lane:
            if lane == Job.LANE:
                nightly.begin()
            loop.run(lane, stop)
        else:
            processes.keep_running(Lookout().children(), stop)
