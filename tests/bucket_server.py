"""Moto's server in a process of its own: a stand-in for a bucket, not one that anybody would run.

It speaks S3 as boto3 expects it. What only real ones do (limits, rights, slowness) it does not.
"""

import socket
import sys
from contextlib import suppress

import boto3

from tests.own_server import OwnServer
from tests.site import free_port

NAME = "pictures-of-the-paper"
KEYS = {"aws_access_key_id": "a key", "aws_secret_access_key": "a secret"}


class BucketServer(OwnServer):
    patience = 120  # seconds
    pause = 0.05  # seconds

    def __init__(self, folder):
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.command = [sys.executable, "-m", "moto.server", "-p", str(self.port)]
        self.output = (folder / "moto.log").open("w")

    def __exit__(self, *error):
        super().__exit__(*error)
        self.output.close()

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

    def answers(self):
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            where = {"LocationConstraint": "eu-central-1"}
            self.client().create_bucket(Bucket=NAME, CreateBucketConfiguration=where)
            return True
        return False
