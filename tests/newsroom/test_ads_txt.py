"""An ads.txt is served as it is stored, and its owner is told what buyers could misread."""

import pytest

from newsroom.models import Masthead
from newsroom.site import ads_txt
from tests.cast import PASSWORD, masthead_fields

GOOD = """# ours
ads.example.org, pub-1, DIRECT, f08c47fec0942fa0
Ads.Example.com,pub-2,reseller # with a comment
ads.example.net, pub-3, DIRECT; an extension

contact=ads@example.org
OWNERDOMAIN = example.org
"""


def found(text):
    return list(ads_txt.faults(text))


def test_a_good_one_has_no_faults():
    assert found(GOOD) == []
    assert found("") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (", pub-1, DIRECT, f08c", "“” is not a domain."),
        ("ads.example.org, pub-1", "2 fields"),
        ("ads.example.org, pub-1, DIRECT, f08c, more", "5 fields"),
        ("ads.example.org pub-1 DIRECT", "1 field;"),
        ("ads.example.org, , DIRECT", "account is missing"),
        ("ads.example.org, pub-1, DIRECTLY", "neither DIRECT nor RESELLER"),
        ("https://ads.example.org/, pub-1, DIRECT", "is not a domain"),
        ("localhost, pub-1, DIRECT", "is not a domain"),
        ("colour=blue", "“colour” is not a variable"),
        ("contact=", "“contact” has no value"),
    ],
)
def test_each_faulty_line_is_named(line, says):
    [(number, sentence)] = found(f"# ours\n{line}\n")
    assert number == 2
    assert says in sentence


def test_a_line_that_is_there_already_is_named_with_the_first():
    [(number, sentence)] = found("a.example, 1, DIRECT\n# x\nA.example, 1, direct, f08c\n")
    assert (number, sentence) == (3, "It says the same as line 1.")
    assert found("a.example, 1, DIRECT\na.example, 1, RESELLER\n") == []


def test_an_invisible_mark_is_named_and_hides_nothing_from_us():
    assert [number for number, _ in found("\ufeffads.example.org, pub-1, MAYBE")] == [1, 1]


def test_the_owner_is_told_when_saving_and_nothing_is_changed_for_them(client, ida, reader):
    client.login(username="ida", password=PASSWORD)
    masthead = Masthead.current()
    stored = ", pub-1, DIRECT\n"
    fields = masthead_fields(ads_txt=stored)
    address = f"/admin/newsroom/masthead/{masthead.pk}/change/"
    answer = client.post(address, fields | {"_continue": 1}, follow=True)
    assert "Line 1 of ads.txt: “” is not a domain." in answer.content.decode()
    assert reader.get("/ads.txt").text.strip() == stored.strip()
