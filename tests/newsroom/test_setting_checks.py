"""Each setting that cannot work is named in a sentence, before anybody wonders."""

import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import outside, setting_checks, site_address


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://u:hush@h/n", "postgres://u:hush@h:port/n", "postgres://u:hush@h/",
     "sqlite://:memory:", "sqlite://", "redis://u:hush@h"],
)  # fmt: skip
def test_what_is_no_database_gets_a_sentence_without_the_password(url):
    """K13c"""
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as raised:
        outside.database(url)
    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["nonsense", "smtp://", "smtp://u:hush@h:port", "ftp://u:hush@h", "smtp+tls:h"]
)
def test_what_is_no_mail_server_gets_a_sentence_without_the_password(url):
    """K13c"""
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as raised:
        outside.mail(url)
    assert "hush" not in str(raised.value)


def test_a_pool_keeps_its_connections_itself(monkeypatch):
    """K13f"""
    monkeypatch.setattr(outside, "find_spec", lambda _name: True)
    pooled = outside.database("postgres://u:p@h/n?pool=true")
    assert (pooled["CONN_MAX_AGE"], pooled["OPTIONS"]) == (0, {"pool": True})
    plain = outside.database("postgres://u:p@h/n?pool=false")
    assert plain["CONN_MAX_AGE"] == outside.KEPT_OPEN
    assert "pool" not in plain["OPTIONS"]
    monkeypatch.setattr(outside, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match="psycopg_pool"):
        outside.database("postgres://u:p@h/n?pool=true")


def test_only_its_owner_reads_the_database(tmp_path):
    """K13f: also one that an earlier version made, and what is beside it."""
    folder = outside.data_folder(tmp_path / "data")
    file = folder / "newsroom.sqlite3"
    for name in ("-journal", "-wal", "-shm"):
        (folder / f"{file.name}{name}").touch(0o644)
    outside.database(f"sqlite:///{file}")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert len(modes) == 4
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    file.chmod(0o664)
    outside.database(f"sqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_or_written_gets_a_sentence(tmp_path):
    """K13c"""
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="NEWSROOM_DATA"):
        outside.data_folder(tmp_path / "file" / "data")
    with pytest.raises(ImproperlyConfigured, match="key"):
        outside.secret(tmp_path / "nowhere")


PUBLIC = {
    "SITE": site_address.site("https://www.example.org"),
    "HTTPS": True,
    "SENDS_MAIL": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_HOST_PASSWORD": "hush",
    "EMAIL_USE_TLS": True,
    "SECURE_HSTS_SECONDS": 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
    "SECURE_HSTS_PRELOAD": False,
    "HSTS_SECONDS_SET": True,
}
HTTP = {"SITE": site_address.site("http://www.example.org"), "HTTPS": False}
PRELOAD = {"SECURE_HSTS_PRELOAD": True}
LONG = {"SECURE_HSTS_SECONDS": setting_checks.A_YEAR, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True}


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [
        ({}, []),
        (HTTP, ["W005", "W009"]),
        (HTTP | {"HSTS_SECONDS_SET": False}, ["W005"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ["W006"]),
        ({"EMAIL_USE_TLS": False}, ["W007"]),
        ({"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}, []),
        ({"EMAIL_USE_TLS": False, "EMAIL_HOST": "127.0.0.1"}, []),
        ({"EMAIL_USE_TLS": False, "EMAIL_HOST_PASSWORD": None}, []),
        (PRELOAD, ["W008"]),
        (PRELOAD | LONG, []),
        (PRELOAD | LONG | {"SECURE_HSTS_SECONDS": 3600}, ["W008"]),
        (PRELOAD | LONG | {"SECURE_HSTS_INCLUDE_SUBDOMAINS": False}, ["W008"]),
        ({"AKISMET_KEY": "x"}, ["W011"]),
        ({"AKISMET_KEY": "x", "COMMENT_RULE": "comments.moderation.akismet.rule"}, []),
    ],
)
def test_what_is_unsafe_in_public_is_said(settings, changed, numbers):
    """K13c, K13d"""
    settings.EMAIL_USE_SSL = False
    for name, value in (PUBLIC | changed).items():
        setattr(settings, name, value)
    assert [warning.id for warning in setting_checks.in_public()] == [
        f"newsroom.{number}" for number in numbers
    ]


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [
        ({}, []),
        ({"DATA_DIR": "/nowhere"}, ["E001"]),
        ({"DEFAULT_FROM_EMAIL": "the paper"}, ["E003"]),
        ({"DEFAULT_FROM_EMAIL": "The paper <paper@example.org>"}, []),
        ({"ADMINS": [("ida", "ida")]}, ["E003"]),
        ({"COMMENT_RULE": "no.such.rule"}, ["E004"]),
        ({"COMMENT_RULE_SECONDS": 0.0}, ["E005"]),
    ],
)
def test_what_never_works_is_an_error(settings, changed, numbers):
    """K13c"""
    for name, value in changed.items():
        setattr(settings, name, value)
    assert [error.id for error in setting_checks.impossible()] == [
        f"newsroom.{number}" for number in numbers
    ]


def test_a_database_that_is_away_is_an_error(monkeypatch):
    """K13c"""
    from django.db import OperationalError

    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(setting_checks.connection, "ensure_connection", away)
    (error,) = setting_checks.unreachable()
    assert (error.id, "connection refused" in error.msg) == ("newsroom.E006", True)


def test_browsers_find_an_icon_where_they_look(reader, db):
    """K13f"""
    for asked, name in (("/favicon.ico", "icon-192"), ("/apple-touch-icon.png", "icon-180")):
        answer = reader.get(asked)
        assert (answer.status, name in answer.headers["Location"]) == (302, True)
    assert os.path.exists("static/icon-180.png")
