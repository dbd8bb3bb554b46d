"""DATABASE_URL and EMAIL_URL as Django's settings, and the permissions of what is written.

An impossible value raises ImproperlyConfigured with a sentence, which names no password.
"""

import os
import re
import warnings
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom import sqlite_options
from newsroom.secret import kept_secret

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
KEPT_OPEN = 600  # seconds; connecting would cost more than what a stored page asks
IS_REDIS = re.compile(r"rediss?://([^/@\s]*@)?[^/@:\s]+(:\d+)?(/\d*)?(\?\S*)?$|unix://\S*/\S+$")
MAIL = "such as smtp+tls://user:password@mail.example.org:587."


def data_folder(path: Path) -> Path:
    """Make the folder, which others may pass (to the static files) but not list."""
    try:
        path.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"NEWSROOM_DATA={path} cannot be made: {error.strerror}. It has to be a folder that "
            "the user of the paper may write to."
        ) from error
    return path


def secret(folder: Path) -> str:
    try:
        return kept_secret(folder / "secret_key")
    except OSError as error:
        raise ImproperlyConfigured(
            f"The paper cannot keep its key in NEWSROOM_DATA={folder}: {error.strerror}."
        ) from error


def database(url: str) -> dict:
    """Return the settings of the database; with an SQLite file that only its owner can read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            config = environ.Env.db_url_config(url)
    except (ValueError, UserWarning) as error:
        raise _no_database() from error
    if config.get("ENGINE") == SQLITE:
        return config | {"OPTIONS": sqlite_options.OPTIONS, **_lasting(config)}
    if config.get("ENGINE") == POSTGRESQL and config["NAME"]:
        return config | (_pooled(config) or _lasting(config))
    raise _no_database()


def _lasting(config) -> dict:
    if config["ENGINE"] == SQLITE:
        if config["NAME"] in ("", ":memory:"):
            raise _no_database("One in memory is not seen by the other processes; take")
        keep_private(Path(config["NAME"]))
    return {"CONN_MAX_AGE": KEPT_OPEN, "CONN_HEALTH_CHECKS": True}


def _pooled(config) -> dict | None:
    """Return the settings for psycopg's pool, which keeps the connections itself."""
    pool = str(config.get("OPTIONS", {}).pop("pool", "")).lower()
    if pool in ("", "0", "false", "no"):
        return None
    if not find_spec("psycopg_pool"):
        raise ImproperlyConfigured(
            "DATABASE_URL asks for a pool, which needs a package: pip install psycopg_pool."
        )
    return {"CONN_MAX_AGE": 0, "OPTIONS": config["OPTIONS"] | {"pool": True}}


def _no_database(why="") -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"DATABASE_URL is no address of a database for the paper. {why or 'It has to be'} "
        "postgres://user:password@host/name or sqlite:////folder/name.sqlite3."
    )


def keep_private(file: Path):
    """Let only the owner read the SQLite file, before anything is in it, and what is beside it."""
    with suppress(OSError):  # of another user, or on a read-only disk: a check says so
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    for name in (file.name, *(f"{file.name}-{part}" for part in ("journal", "wal", "shm"))):
        with suppress(OSError):
            if (path := file.with_name(name)).stat().st_mode & 0o077:
                path.chmod(0o600)


def redis(url: str) -> str:
    """Return the address of Redis or Valkey, if there is one, as redis-py reads it."""
    if url.startswith(("valkey:", "valkeys:")):
        url = url.replace("valkey", "redis", 1)
    if url and not IS_REDIS.match(url):
        raise ImproperlyConfigured(
            "REDIS_URL is no address of Redis. It has to be redis://host:6379/0, rediss:// for one "
            "that speaks TLS, or unix:///run/redis/redis.sock."
        )
    return url


def media(bucket: str, endpoint: str, region: str, key: str, secret: str) -> dict:
    """Return the storage of uploads: a folder, or a bucket with these keys, or with those that
    boto3 finds for itself."""
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not find_spec("storages") or not find_spec("boto3"):
        raise ImproperlyConfigured(
            "S3_BUCKET needs packages: pip install --require-hashes --no-deps "
            "-r requirements/many.txt."
        )
    web_address("S3_ENDPOINT", endpoint)
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "region_name": region,
        "access_key": key,
        "secret_key": secret,
    }
    given = {name: value for name, value in options.items() if value}
    return {"BACKEND": "newsroom.s3_media.S3Media", "OPTIONS": given}


def web_address(name: str, url: str) -> str:
    """Return the address, which may be empty."""
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ImproperlyConfigured(f"{name} has to be an address, such as https://10.0.0.5.")
    return url


def mail(url: str) -> dict:
    try:
        config = environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"EMAIL_URL is no address of a mail server, {MAIL}") from error
    if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not config["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"EMAIL_URL names no mail server; write it {MAIL}")
    return config
