"""Uploads in a bucket that speaks S3, for a paper on several machines.

Their addresses stay the paper's own (`/media/…`), so no reader asks another host; the paper, or the
proxy in front, gets them from the bucket (newsroom/media.py, docs/many.md). boto3 costs 25 MB, and
so comes only into the processes that touch a file.

A bucket that cannot be reached raises MediaAway, an OSError: the desk then gives back what was
typed, as it does when a disk is full.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from django.conf import settings
from django.core.files.storage import Storage
from django.utils.encoding import filepath_to_uri

CONNECT, ANSWER = 2, 5  # seconds, for each of the tries
TRIES = 2
CONNECTIONS = 20  # of a process
NOT_THERE, UNCHANGED = ("404", "NoSuchKey"), "304"


class MediaAway(OSError):
    """The bucket does not answer, or refuses."""


@contextmanager
def failing_as_a_disk() -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError, HTTPClientError) as error:
        raise MediaAway(f"The bucket of pictures: {error}") from error


class S3Media(Storage):
    """django-storages' S3Storage, made at the first file that is touched."""

    def __init__(self, **options):
        self.options = options

    @cached_property
    def bucket(self):
        from botocore.config import Config
        from storages.backends.s3 import S3Storage

        return S3Storage(
            **self.options,
            client_config=Config(
                connect_timeout=CONNECT,
                read_timeout=ANSWER,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                max_pool_connections=CONNECTIONS,
                # Not all that speak S3 know host names of buckets.
                s3={"addressing_style": "path"} if self.options.get("endpoint_url") else None,
            ),
            file_overwrite=True,  # as it was named; names of pictures are random
            default_acl=None,
        )

    @cached_property
    def client(self):
        """The client for reading, one for all threads: django-storages makes one for each."""
        return self.bucket.connection.meta.client

    def url(self, name):
        return settings.MEDIA_URL + filepath_to_uri(name).lstrip("/")

    def get_available_name(self, name, max_length=None):
        return name

    def _open(self, name, mode="rb"):
        with failing_as_a_disk():
            return self.bucket.open(name, mode)

    def _save(self, name, content):
        with failing_as_a_disk():
            return self.bucket.save(name, content)

    def delete(self, name):
        with failing_as_a_disk():
            self.bucket.delete(name)

    def exists(self, name):
        with failing_as_a_disk():
            return self.bucket.exists(name)

    def size(self, name):
        with failing_as_a_disk():
            return self.bucket.size(name)

    def get_modified_time(self, name):
        with failing_as_a_disk():
            return self.bucket.get_modified_time(name)

    def listdir(self, path):
        with failing_as_a_disk():
            return self.bucket.listdir(path)

    def answer(self, name: str, known="", whole=True) -> dict | None:
        """Return what S3 answers of a file, with its "Body" if `whole`; {} if it is the `known` one
        (an ETag), None if there is none."""
        from botocore.exceptions import ClientError, ParamValidationError

        ask = self.client.get_object if whole else self.client.head_object
        condition = {"IfNoneMatch": known} if known else {}
        with failing_as_a_disk():
            try:
                return ask(Bucket=self.bucket.bucket_name, Key=name, **condition)
            except ParamValidationError:  # of no file
                return None
            except ClientError as error:
                code = error.response.get("Error", {}).get("Code")
                if code == UNCHANGED:
                    return {}
                if code in NOT_THERE:
                    return None
                raise
