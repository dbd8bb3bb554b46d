import json

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult


@pytest.fixture
def work(db, mailoutbox):
    """Have the tasks about letters done as a worker would, in `minutes`; returns new mails."""

    def until(minutes=2):
        before = len(mailoutbox)
        with time_machine.travel(timezone.now() + timezone.timedelta(minutes=minutes), tick=False):
            mine = DBTaskResult.objects.filter(task_path__startswith="comments.tasks.")
            while result := mine.ready().first():
                args = json.loads(json.dumps(result.args_kwargs))
                result.task.call(*args["args"], **args["kwargs"])
                result.delete()
        return mailoutbox[before:]

    return until
