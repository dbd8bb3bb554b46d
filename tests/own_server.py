"""A server of a test's own, that it may stop, hang and start again."""

import signal
import subprocess
import time


class OwnServer:
    """Subclasses have a `command`, and ask in `answers` whether it is up."""

    patience = 60  # seconds
    pause = 0.02  # seconds
    output: object = subprocess.DEVNULL
    process: subprocess.Popen | None = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.output, stderr=subprocess.STDOUT)
        until = time.monotonic() + self.patience
        while not self.answers():
            assert time.monotonic() < until, f"{type(self).__name__} does not come up."
            time.sleep(self.pause)

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None
