"""The demo paper: the same for everybody, put in place once, and never on top of another paper."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, FrontPlace, OldAddress, Picture, Topic
from comments.models import Comment, Status
from newsroom import freshness
from newsroom.demo import furnishing
from newsroom.models import Masthead
from tests.cast import a_picture, a_topic, an_article
from tools import demo_pictures


@pytest.fixture
def furnish(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def command(**options):
        said = io.StringIO()
        call_command("demo", stdout=said, **options)
        return said.getvalue()

    return command


def test_it_is_a_small_paper_with_everything_in_it(furnish, reader):
    furnish()
    stories = Article.objects.published().stories()
    assert stories.count() >= 29
    assert Topic.objects.filter(articles__in=stories).distinct().count() == 8
    assert (
        stories.newest_first()[0].published_at - stories.order_by("published_at")[0].published_at
    ).days > 600
    assert Article.objects.drafts().count() == Article.objects.scheduled().count() == 1
    assert Picture.objects.count() >= 20
    changed = Article.objects.exclude(changes=None).get()
    assert "318 books" in changed.changes.content["lead"]
    assert "318 books" not in reader.get(changed.get_absolute_url())
    crane = Article.objects.get(slug="who-owns-the-crane")
    assert [version.why for version in crane.versions.all()] == ["changes", "changes", "published"]
    assert set(Comment.objects.values_list("status", flat=True)) == set(Status)
    assert max(comment.depth for comment in Comment.objects.approved()) == 4
    lead, second = FrontPlace.objects.in_force()
    assert lead.until > timezone.now()
    assert second.headline in reader.get("/").text.partition("lead")[2].partition("river")[0]
    bench = reader.get(Article.objects.get(slug__contains="bench").get_absolute_url()).text
    answered = bench.partition("The newsroom answered")[2].partition("</aside>")[0]
    assert "<bdi>Ida, newsdesk</bdi>" in answered
    assert bench.count('class="badge">Newsroom<') == 1
    for article in stories:
        assert article.comment_count == article.comments.approved().count()
        page = reader.get(article.get_absolute_url())
        assert page.status == 200
        for address in re.findall(r'href="(/20[^"#]+)"', article.body):
            assert reader.get(address).status == 200, address


def test_twice_is_as_good_as_once(furnish):
    furnish()
    before = freshness.read(), list(Article.objects.values()), list(Comment.objects.values())
    assert "articles" not in furnish()
    assert (
        freshness.read(),
        list(Article.objects.values()),
        list(Comment.objects.values()),
    ) == before


def test_another_papers_articles_are_left_alone(furnish):
    an_article()
    with pytest.raises(CommandError, match="already in use"):
        furnish()
    assert furnish(if_empty=True) == ""
    assert Article.objects.count() == 1
    assert Masthead.current().name == "Newsroom"
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(
    "touch",
    [
        lambda: Masthead.objects.update(name="The Harbour News"),
        lambda: Masthead.objects.update(comment_rules="Be kind."),
        lambda: get_user_model().objects.create_superuser("boss"),
        lambda: a_topic("harbour"),
        lambda: a_picture(),
        lambda: OldAddress.objects.create(path="/old/"),
    ],
    ids=["name", "rules", "login", "topic", "picture", "address"],
)
def test_it_goes_into_an_untouched_paper_only(furnish, touch):
    """K15e"""
    touch()
    before = Masthead.objects.values().get(), get_user_model().objects.count()
    assert furnish(if_empty=True) == ""
    assert (Masthead.objects.values().get(), get_user_model().objects.count()) == before
    assert not Article.objects.exists()


def test_what_is_deleted_of_it_does_not_come_back(furnish):
    """K15e"""
    furnish()
    Article.objects.order_by("pk").first().delete()
    get_user_model().objects.get(username="ida").delete()
    left = Article.objects.count()
    said = furnish(if_empty=True)
    assert Article.objects.count() == left
    assert not get_user_model().objects.filter(username="ida").exists()
    assert "mo /" in said
    assert "ida /" not in said


def test_the_logins_are_random_kept_and_work(furnish, client, settings):
    said = furnish()
    for name, group in (("ida", "Editors"), ("mo", "Moderators")):
        password = re.search(rf"{name} / (\S+)", said)[1]
        assert client.login(username=name, password=password)
        assert get_user_model().objects.get(username=name).groups.get().name == group
        assert (settings.DATA_DIR / f"demo_password_{name}").stat().st_mode & 0o077 == 0
    assert re.findall(r"/ (\S+)", furnish()) == re.findall(r"/ (\S+)", said)
    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_a_drawing_is_the_same_for_the_same_seed_only():
    first = demo_pictures.draw("field", "a")
    assert (first.size, first.mode) == ((1600, 900), "RGB")
    assert demo_pictures.draw("field", "a").tobytes() == first.tobytes()
    assert demo_pictures.draw("field", "b").tobytes() != first.tobytes()


def test_every_text_is_used():
    assert len(furnishing.story_files()) >= 32
