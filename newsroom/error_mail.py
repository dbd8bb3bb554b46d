"""Errors by e-mail to ADMINS, sent by a thread, so that no request waits for a mail server.

They are queued in memory, for the database may be what failed. A kill loses them; each line is on
stderr as well.
"""

import logging
import queue
import threading
import time

from django.conf import settings
from django.core.mail import mail_admins

MOST_WAITING = 20  # e-mails; of an endless row of errors the first tell enough
PAUSES = (5, 60, 300)  # seconds until one is tried again, after each failure
AT_THE_END = 3  # seconds for what still waits when the process ends


class ToAdmins(logging.Handler):
    """Mail errors to ADMINS as they are logged, without the request."""

    def __init__(self, level=logging.NOTSET):
        super().__init__(level)
        self.waiting: queue.Queue[tuple[str, str]] = queue.Queue(MOST_WAITING)
        self.sender: threading.Thread | None = None

    def emit(self, record):
        if not settings.ADMINS:
            return
        try:
            self.waiting.put_nowait((record.levelname, self.format(record)))
            self._have_it_sent()
        except queue.Full:
            pass
        except Exception:  # noqa: BLE001 (logging must not fail; the line is on stderr as well)
            self.handleError(record)

    def flush(self):
        """Wait some seconds for the queue; logging calls it when the process ends."""
        with self.waiting.all_tasks_done:
            self.waiting.all_tasks_done.wait_for(self._all_is_sent, AT_THE_END)

    def _all_is_sent(self):
        return not self.waiting.unfinished_tasks

    def _have_it_sent(self):
        if self.sender is None or not self.sender.is_alive():
            self.sender = threading.Thread(
                target=self._send_all, name="mail to admins", daemon=True
            )
            self.sender.start()

    def _send_all(self):
        while True:
            subject, text = self.waiting.get()
            try:
                send(subject, text)
            finally:
                self.waiting.task_done()


def send(subject: str, text: str):
    """Send it; try again after each of `PAUSES`, then drop it."""
    for pause in (*PAUSES, None):
        try:
            mail_admins(subject, text)
        except Exception:  # noqa: BLE001 (an error about this one would be mailed as well)
            if pause is not None:
                time.sleep(pause)
        else:
            return
