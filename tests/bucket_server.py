"""Moto's server in a process of its own: a stand-in for a bucket, not one that anybody would run.

It speaks S3 as boto3 expects it. What only real ones do (limits, rights, slowness) it does not.
"""

import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import boto3

from tests.site import free_port

PATIENCE = 120  # seconds
NAME = "pictures-of-the-paper"
KEYS = {"aws_access_key_id": "a key", "aws_secret_access_key": "a secret"}


class BucketServer:
    def __init__(self, folder):
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.log = (folder / "moto.log").open("w")
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()
        self.log.close()

    @property
    def options(self):
        """What newsroom.outside.media makes of the environment."""
        return {
            "bucket_name": NAME,
            "endpoint_url": self.endpoint,
            "region_name": "eu-central-1",
            "access_key": KEYS["aws_access_key_id"],
            "secret_key": KEYS["aws_secret_access_key"],
        }

    def client(self):
        return boto3.client("s3", endpoint_url=self.endpoint, region_name="eu-central-1", **KEYS)

    def names(self):
        found = self.client().list_objects_v2(Bucket=NAME)
        return {each["Key"] for each in found.get("Contents", [])}

    def start(self):
        command = [sys.executable, "-m", "moto.server", "-p", str(self.port)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                where = {"LocationConstraint": "eu-central-1"}
                self.client().create_bucket(Bucket=NAME, CreateBucketConfiguration=where)
                return
            time.sleep(0.05)
        raise AssertionError("The bucket does not come up.")

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None
