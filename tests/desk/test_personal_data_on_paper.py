"""Who asks for their data by letter gets the same as who asks for the link."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.serializers.json import DjangoJSONEncoder

from comments import personal_data
from comments.models import Comment, Commenter, FollowRequest, Notice, Status
from comments.models.personal_rule import Kind, PersonalRule
from tests.cast import a_comment

PAGE = "/admin/comments/notification/personal-data/"
RAVI = "ravi@example.org"
SURE = {"erase": "", "sure": "on"}


@pytest.fixture
def ravi(article, mo):
    """Ravi with a comment, a report and a rule, and somebody else who typed his address."""
    ravi = Commenter.objects.create(email=RAVI)
    ravi.follow(article, "daily")
    a_comment(article, commenter=ravi, email=RAVI, text="His own.")
    a_comment(article, Status.PENDING, email=RAVI.upper(), text="As if from him.")
    reported = a_comment(article, name="Zoë")
    Notice(comment=reported, kind="abuse", words="Rude.", email=RAVI).submit()
    PersonalRule.lay_down(ravi, Kind.HOLD, by=mo, note="A note.")
    return ravi


@pytest.fixture
def ask(client, mo):
    """Post the form as a moderator who was given the right."""
    mo.user_permissions.add(Permission.objects.get(codename="handle_personal_data"))
    client.force_login(mo)

    def post(address=RAVI, **buttons):
        return client.post(PAGE, {"address": address, **buttons})

    return post


def test_it_needs_a_right_that_no_group_has(client, ida, mo, db):
    """P13."""
    for person in (ida, mo):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {"address": RAVI, **SURE}).status_code == 403


def test_the_desk_is_told_what_goes_before_it_goes(ravi, ask):
    """P13."""
    page = ask("Ravi@Example.org ").content.decode()
    for words in ("Confirmed comments: 1", "Unconfirmed comments: 1", "Reports: 1", "watches"):
        assert words in page
    assert "This cannot be undone." in page
    assert "sure" in page
    assert Commenter.objects.exists()
    ask(erase="")  # without the tick
    assert Commenter.objects.exists()
    assert "Nothing is stored" in ask("zoe@example.org").content.decode()
    assert ask("ravi").status_code == 422
    assert not LogEntry.objects.exists()


def test_what_is_exported_is_what_the_link_shows(ravi, ask):
    """P13."""
    answer = ask(export="")
    assert "attachment" in answer["Content-Disposition"]
    shown = json.loads(json.dumps(personal_data.as_dict(ravi), cls=DjangoJSONEncoder))
    assert json.loads(answer.content).keys() == shown.keys()
    assert json.loads(answer.content)["comments"] == shown["comments"]


def test_erasing_is_the_same_verb_and_leaves_a_line_without_the_address(ravi, ask, client, mo):
    """P13."""
    ask(export="")
    assert "deleted" in client.get(ask(**SURE)["Location"]).content.decode()
    assert not Commenter.objects.exists()
    assert not Comment.objects.filter(text="His own.").exists()
    assert Comment.objects.get(text="As if from him.").email == ""
    assert Notice.objects.get().email == ""
    entries = LogEntry.objects.values_list("user__username", "change_message", "object_repr")
    assert {*entries} == {("mo", "exported", ""), ("mo", "erased", "")}
    page = client.get(PAGE).content.decode()
    assert "mo · Erased" in page
    assert "ravi" not in (page + repr(list(LogEntry.objects.values()))).lower()


def test_an_address_that_was_never_confirmed_is_taken_off(article, ask):
    """P13."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    FollowRequest.submit(RAVI, article, "daily")
    data = json.loads(ask(export="").content)
    assert (data["confirmed"], len(data["asked_to_follow"])) == (None, 1)
    assert "comments" not in data
    ask(**SURE)
    comment.refresh_from_db()
    assert (comment.email, comment.text != "") == ("", True)
    assert not FollowRequest.objects.exists()
