"""What the owner can write into the masthead, and what comes back with a sentence."""

import pytest

from newsroom.models import Masthead
from tests.cast import masthead_fields


@pytest.fixture
def save(client, boss):
    """Save the masthead as it stands, but for one field; returns the answer."""
    client.force_login(boss)

    def saved(field, value):
        address = f"/admin/newsroom/masthead/{Masthead.current().pk}/change/"
        return client.post(address, masthead_fields(**{field: value}))

    return saved


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("time_zone", "Europe/Atlantis", "is not a time zone"),
        ("security_contact", "javascript:alert(1)", "Please write an e-mail address"),
        ("contact", "javascript:alert(1)", "Please write an e-mail address"),
        ("hub", "ftp://hub.example.org/", "Enter a valid URL"),
        ("profiles", "https://example.org/\njavascript:alert(1)", "is not a web address"),
        ("title_pattern", "{name.__class__}", "Use only {name}"),
        ("language", "tlh", "Select a valid choice"),
        ("trusted_after", 0, "greater than or equal to 1"),
        ("thread_depth", 0, "greater than or equal to 1"),
        ("thread_depth", 11, "less than or equal to 10"),
        ("comments_close_after", 10_000, "less than or equal to 9999"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(save, field, value, sentence):
    """K16"""
    before = getattr(Masthead.current(), field)
    assert sentence in save(field, value).context["adminform"].form.errors[field][0]
    assert getattr(Masthead.current(), field) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Pacific/Auckland"),
        ("security_contact", "security@example.org"),
        ("security_contact", "https://example.org/holes"),
        ("hub", "https://hub.example.org/"),
        ("profiles", "https://example.org/\nhttps://example.net/@paper"),
        ("title_pattern", "{headline} – {name}"),
        ("trusted_after", 1),
        ("thread_depth", 10),
        ("comments_close_after", 9_999),
    ],
)
def test_what_can_be_is_stored(save, field, value):
    assert save(field, value).status_code == 302
    assert getattr(Masthead.current(), field) == value
