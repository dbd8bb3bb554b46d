"""No value in any part of an address makes the paper fall over: no answer of 500.

The addresses are found by walking the resolver; what their code asks of the query by watching it.
"""

import re
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from newsroom.models import is_title_pattern
from newsroom.pages.anybody import PARAMETERS
from tests import cast
from tests.cast import a_comment, an_article

pytestmark = pytest.mark.both_databases

# As they stand in an address.
VALUES = [
    "9" * 5000, "-1", "0", str(2**63), "%D9%A3", "%C2%B2", "%ED%A0%80", "%FF", "..%2f..%2fx",
    "0001", "9999", "13", "99999999999999999-999999999999999999", "1:2:3", "eyJhIjoxfQ",
]  # fmt: skip
PART = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")


def routes(resolver=None, before=""):
    """Every public address, with the names of its parts in braces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if here.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        else:
            yield "/" + re.sub(
                r"[\^$\\]", "", PART.sub(lambda part: f"{{{part[1] or part[2]}}}", here)
            )


@pytest.fixture
def good(db):
    """What leads somewhere, for each part of an address."""
    article = an_article(about=["harbour"], by=["Ilse"])
    year, month, slug = article.address
    return {
        "year": year, "month": month, "slug": slug, "number": a_comment(article).pk,
        "form": "json", "section": "articles", "name": "harbour", "path": "x.jpg",
        "act": "refuse", "token": "x",
    }  # fmt: skip


@pytest.fixture
def fails():
    """Whether asking for an address is answered with 500 or more; what was written is undone."""

    def asked(client, address, **headers):
        with transaction.atomic():
            status = client.get(address, **headers).status_code
            transaction.set_rollback(True)
        return status >= 500

    return asked


def test_no_part_of_an_address_and_no_parameter_breaks_a_page(good, fails):
    """K8b, K17h"""
    client = Client(raise_request_exception=False)
    broken = []
    for address in routes():
        assert not fails(client, address.format(**good)), address
        for name in set(re.findall(r"{(\w+)}", address)) - {"form"}:
            wrong = [address.format(**good | {name: value}) for value in VALUES[:9]]
            broken += [one[:80] for one in wrong if fails(client, one)]
        if "{token}" not in address and "." not in address:
            query = [f"{name}={{0}}" for name in sorted(PARAMETERS - {"feed", "p"})]
            for value in (VALUES[0], VALUES[3], VALUES[4], VALUES[7], VALUES[12]):
                asked = f"{address.format(**good)}?{'&'.join(query).format(value)}"
                broken += [f"{asked[:60]} {value[:20]}"] if fails(client, asked) else []
    assert broken == []


@pytest.mark.parametrize("value", [*VALUES[:8], "1:2:3"])
def test_no_number_that_a_button_names_breaks_the_desk(client, mo, article, value):
    """K17h"""
    comment = a_comment(article)
    client.force_login(mo)
    client.raise_request_exception = False
    kind = "application/x-www-form-urlencoded"
    for address in (
        f"/admin/comments/comment/{comment.pk}/decide/",
        f"/admin/comments/comment/{quote(value, safe='%')}/decide/",
        "/admin/comments/comment/",
    ):
        for button in ("approve", "undo", "note"):
            answer = client.post(address, f"decide={button}:{value}&words=x", content_type=kind)
            assert answer.status_code < 500, (address, button)
    assert client.post("/admin/comments/comment/", cast.about("spam", comment)).status_code == 302


@pytest.mark.parametrize("value", [*VALUES[:8], ""])
def test_no_parent_and_no_question_for_one_breaks_the_form(reader, article, value):
    """K17h"""
    address = f"{article.get_absolute_url()}comment/"
    assert reader.get(f"{address}?quote=1&reply={value}").status == 200
    body = f"name=Ravi&text=Words&parent={value}".encode()
    kind = "application/x-www-form-urlencoded"
    answer = reader.ask("POST", address, body, {"Origin": "http://testserver"}, kind)
    assert (answer.status, "Words" in answer) == (422, True)


@pytest.mark.parametrize(
    "pattern", ["{name:>30000000}", "{name!r}", "{name.__class__}", "{0}", "{}", "{nobody}", "{"]
)
def test_a_pattern_for_titles_has_names_and_nothing_else(pattern):
    """K17h"""
    with pytest.raises(ValidationError):
        is_title_pattern(pattern)
    is_title_pattern("{short_name}: {headline} {{of}} {name}")
