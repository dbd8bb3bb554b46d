"""Loaded before anything else: what the tests write lies in a folder of its own."""

import atexit
import os
import shutil
import tempfile

if "NEWSROOM_TEST_DATA" not in os.environ:
    os.environ["NEWSROOM_TEST_DATA"] = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, os.environ["NEWSROOM_TEST_DATA"], ignore_errors=True)
os.environ["NEWSROOM_DATA"] = os.environ["NEWSROOM_TEST_DATA"]
os.environ["SITE_URL"] = "http://testserver"
os.environ.setdefault("SECRET_KEY", "tests only")
# Playwright runs an event loop in the thread of the test, which then asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in (
    "DEBUG",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "TRUSTED_PROXIES",
    "REDIS_URL",
    "S3_BUCKET",
    "PURGE_URL",
):
    os.environ.pop(name, None)
os.makedirs(os.path.join(os.environ["NEWSROOM_DATA"], "static"), exist_ok=True)
