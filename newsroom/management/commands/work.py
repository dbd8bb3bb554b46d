from django_tasks_db.management.commands.db_worker import Command as Worker


class Command(Worker):
    help = "Do the tasks that wait, until stopped. A task that fails leaves a line and a traceback."

    def configure_logging(self, verbosity):
        """Leave logging to the settings: the worker's own silences failures with `-v0`."""
