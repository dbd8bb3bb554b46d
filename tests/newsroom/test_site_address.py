"""Where the paper is: however the owner writes it, and a sentence for what cannot be."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import site_address
from tests.site import ROOT

OWN = ["www.example.org", "127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("", []),
        (" , ,", []),
        ("old.example.org", ["old.example.org"]),
        ("Old.Example.ORG., *", ["old.example.org", "*"]),
        ("https://old.example.org:8443/", ["old.example.org"]),
        ("old.example.org:80 .example.net", ["old.example.org", ".example.net"]),
        ("[::1]:8000, ::2, www.example.org", ["[::2]"]),
        ("zeitung-köln.de", ["xn--zeitung-kln-zfb.de"]),
    ],
)
def test_other_names_are_added_to_what_the_site_needs(said, more):
    """K15a"""
    site = site_address.site("https://www.example.org")
    assert site_address.allowed_hosts(site, said.replace(",", " ").split()) == OWN + more


def test_with_another_name_every_name_answers(settings, db, client):
    """K15a, K13c: by the settings themselves, as a start reads them."""
    said = (
        "from django.conf import settings as s;"
        "print(s.SECURE_PROXY_SSL_HEADER, s.SECURE_SSL_REDIRECT, *s.ALLOWED_HOSTS)"
    )
    environment = {"SITE_URL": "https://www.example.org", "ALLOWED_HOSTS": "old.example.org"}
    done = run("shell", "--no-imports", "-c", said, **environment)
    believed, leads_on, *settings.ALLOWED_HOSTS = done.stdout.split()
    assert (believed, leads_on) == ("None", "False")  # it trusts no proxy
    for host in ("old.example.org", "www.example.org", "127.0.0.1:8000", "localhost", "[::1]:8000"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200, host
    assert client.get("/healthz", headers={"host": "evil.example.org"}).status_code == 400


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("https://www.example.org", "https://www.example.org"),
        (" HTTPS://WWW.Example.org/ ", "https://www.example.org"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://zeitung-köln.de:8443", "https://xn--zeitung-kln-zfb.de:8443"),
    ],
)
def test_an_address_is_read_however_it_is_written(said, read):
    """K13c"""
    assert site_address.site(said).geturl() == read


@pytest.mark.parametrize(
    "said",
    ["www.example.org", "ftp://example.org", "https://", "https://example.org/news", "//a.org",
     "https://example.org?x", "https://example.org:port", "https://example.org:99999",
     "https://ida:secret@example.org", "https://[::1", "mailto:ida@example.org", "https://a b.org"],
)  # fmt: skip
def test_what_is_no_address_gets_a_sentence(said):
    """K13c"""
    with pytest.raises(ImproperlyConfigured, match="has to be http"):
        site_address.site(said)


def run(*words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "environment", [{"SITE_URL": "news.example.org"}, {"TRUSTED_PROXIES": "-1"}]
)
def test_an_impossible_setting_ends_with_one_sentence_and_no_traceback(environment):
    """K13c"""
    done = run("serve", **environment)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert next(iter(environment)) in done.stderr


def warned(settings, **changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    return [warning.id for warning in site_address.warnings()]


def test_oversights_of_a_public_site_are_said(settings):
    """K13c"""
    public = {"SITE": site_address.site("https://www.example.org"), "HTTPS": True}
    fine = public | {"TRUSTED_PROXIES": 1, "SENDS_MAIL": True}
    assert warned(settings, **fine) == []
    assert warned(settings, **fine | {"TRUSTED_PROXIES": 0}) == ["newsroom.W001"]
    assert warned(settings, **fine | {"SENDS_MAIL": False}) == ["newsroom.W002"]
    assert warned(settings, **fine, OTHER_HOSTS=["https://a.org"]) == ["newsroom.W003"]
    assert warned(settings, **fine, OTHER_HOSTS=["A.org"], ALLOWED_HOSTS=["*"]) == ["newsroom.W004"]


@pytest.fixture(scope="module")
def encrypted():
    """The settings of an encrypted site behind a proxy of its own, and the name of its cookie."""
    asked = (
        "import json; from django.conf import settings; "
        "from comments.email_confirmation import COOKIE;"
        "names = {*dir(settings)} - {'DJANGO_PROSE_EDITOR_EXTENSIONS', '__dict__'};"
        "print(json.dumps({name: getattr(settings, name) for name in names}"
        " | {'COOKIE': COOKIE}, default=str))"
    )
    public = {"SITE_URL": "https://www.example.org", "TRUSTED_PROXIES": "1"}
    return json.loads(run("shell", "--no-imports", "-c", asked, **public).stdout)


def test_cookies_of_an_encrypted_site_are_this_hosts_alone(encrypted):
    """K17i"""
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "COOKIE"):
        assert encrypted[name].startswith("__Host-"), name
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY"):
        assert encrypted[name] is True, name


def test_an_encrypted_site_stays_one(encrypted):
    """K16, K13d"""
    assert encrypted["SECURE_SSL_REDIRECT"]
    assert encrypted["SECURE_HSTS_SECONDS"] == 3600  # K13d: what is more is the owner's choice
    assert not encrypted["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not encrypted["SECURE_HSTS_PRELOAD"]
    assert encrypted["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert encrypted["CSRF_TRUSTED_ORIGINS"] == ["https://www.example.org"]
    assert encrypted["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["upgrade-insecure-requests"]


def test_healthz_answers_on_this_machine_where_all_else_is_led_to_https(settings, db, client):
    """K15a"""
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/robots.txt").status_code == 301


def test_pages_of_a_site_without_trusted_proxies_are_stored(reader, article, settings):
    """K13c"""
    settings.HTTPS, settings.SECURE_SSL_REDIRECT = True, False
    assert reader.get("/").headers["ETag"]
