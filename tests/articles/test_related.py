"""What to read next: never hidden, never itself, never twice, and it can say why."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from articles import follow_ups
from articles.models import Article, Related, RelatedChoice, Term
from articles.related import keywords, lists
from newsroom.models import Job
from tests.cast import PASSWORD, ago, an_article, from_now
from tests.desk.test_writing import fields

FLOOD = "The river rose over the dyke and the pumps of the harbour stood still."


@pytest.fixture
def flood(db):
    return a_story("Flood", FLOOD, about=["weather"], published=ago(days=30))


def a_story(headline, body, **what):
    return an_article(headline=headline, lead="", body=f"<p>{body}</p>", **what)


def relate():
    follow_ups.relate_all()


def headlines(article):
    return [other.headline for other in lists.shown(article)]


def test_what_has_the_same_telling_words_comes_first(flood):
    a_story("Market", "Herring and eel, and a dog.", published=ago(days=1))
    a_story("Repair", "The pumps of the dyke are repaired.", published=ago(days=90))
    relate()
    assert headlines(flood) == ["Repair", "Market"]


def test_words_in_another_form_are_the_same_words(flood):
    a_story("Other", "A cat and a dog.", published=ago(days=1))
    a_story("Dykes", "New dykes, new pumping.", published=ago(days=90))
    relate()
    assert headlines(flood)[0] == "Dykes"


def test_a_shared_topic_counts(flood):
    a_story("Sport", "A ball and a gate.", about=["sport"], published=ago(days=1))
    a_story("Snow", "White, and cold.", about=["weather"], published=ago(days=300))
    relate()
    assert headlines(flood) == ["Snow", "Sport"]


def test_one_that_names_the_other_is_near(flood):
    a_story("Ferry", "Nothing about it.", published=ago(days=1))
    a_story("Pumps stood still", "An engineer explains.", published=ago(days=300))
    relate()
    assert headlines(flood)[0] == "Pumps stood still"


def test_a_link_counts_most_and_in_both_directions(flood):
    linked = a_story(
        "Far away", f'Another matter, <a href="{flood.get_absolute_url()}">as we said</a>.'
    )
    a_story("Repair", "The pumps of the dyke are repaired.")
    relate()
    relate()
    assert headlines(flood)[0] == "Far away"
    assert headlines(linked)[0] == "Flood"


def test_of_two_that_are_equally_near_the_newest_comes_first_always(flood):
    for days in (4, 2, 3):
        a_story(f"Twin {days}", "The pumps stood still.", published=ago(days=days))
    relate()
    first = headlines(flood)
    assert first == ["Twin 4", "Twin 3", "Twin 2"] or first == ["Twin 2", "Twin 3", "Twin 4"]
    scores = list(flood.relations.values_list("score", flat=True))
    relate()
    assert headlines(flood) == first
    assert list(flood.relations.values_list("score", flat=True)) == scores


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"body": "A cat.", "about": ["weather"]}, "Also about: Weather"),
        ({"body": "The pumps of the dyke."}, "Both mention: dyke, pumps"),
        ({"body": 'A cat. <a href="{flood}">There</a>.'}, "Linked"),
    ],
)
def test_it_says_why(flood, reader, what, says):
    body = what.pop("body").format(flood=flood.get_absolute_url())
    a_story("Other", body, **what)
    a_story("Third", "Something else, a bird.")
    relate()
    relate()
    assert says in reasons(reader.get(flood.get_absolute_url()).text)


def reasons(page):
    return [" ".join(found.split()) for found in re.findall(r"teaser__reason\">(.*?)</p>", page)]


def test_what_is_pinned_or_filled_in_says_why_too(flood, reader):
    """R8."""
    pinned = a_story("Pinned", "A ball and a gate.", about=["weather"])
    named = a_story("Pumps stood still", "An engineer explains.", published=ago(days=300))
    a_story("Newest", "A cat.")
    RelatedChoice.objects.create(article=flood, other=pinned)
    relate()
    flood.relations.filter(other=named).update(words="")
    assert headlines(flood) == ["Pinned", "Pumps stood still", "Newest"]
    assert reasons(reader.get(flood.get_absolute_url()).text) == [
        "Chosen by the editors",
        "On a similar subject",
        "Recently published",
    ]


def test_drafts_and_scheduled_stories_stay_hidden(flood):
    a_story("Draft", FLOOD, about=["weather"], published=None)
    a_story("Tomorrow", FLOOD, about=["weather"], published=from_now(days=1))
    relate()
    assert not headlines(flood)


def test_where_nothing_is_near_the_newest_are_shown(flood):
    an_article(headline="Older", body="<p>A</p>", lead="", published=ago(days=3))
    an_article(headline="Newer", body="<p>B</p>", lead="", published=ago(days=2))
    relate()
    assert headlines(flood) == ["Newer", "Older"]


def test_what_is_taken_down_leaves_every_list_at_once(flood):
    other = a_story("Storm", FLOOD)
    relate()
    assert headlines(flood) == ["Storm"]
    other.unpublish()
    assert not headlines(flood)
    assert not Related.objects.filter(other=other).exists()
    assert not other.keywords.exists()


def test_publishing_stores_a_task_that_makes_its_list_and_its_neighbours(flood):
    other = a_story("Storm", FLOOD)
    Job.objects.all().delete()
    other.publish()
    assert Job.objects.get(fact="article_changed").arguments == [other.pk]
    follow_ups.relate(flood.pk)
    follow_ups.relate(other.pk)
    assert headlines(other) == ["Flood"]
    assert headlines(flood) == ["Storm"]


def test_pinned_stories_come_first_in_their_order_and_excluded_ones_never(flood):
    near = a_story("Near", FLOOD)
    far, farther = a_story("Far", "A cat."), a_story("Farther", "A dog.")
    choose = RelatedChoice.objects.create
    choose(article=flood, other=farther, position=1)
    choose(article=flood, other=far, position=2)
    choose(article=flood, other=near, is_pinned=False)
    relate()
    assert headlines(flood) == ["Farther", "Far"]


def test_a_pinned_draft_waits_until_it_is_public(flood):
    draft = a_story("Draft", "A cat.", published=None)
    RelatedChoice.objects.create(article=flood, other=draft)
    assert not headlines(flood)
    draft.publish()
    assert headlines(flood) == ["Draft"]


def test_a_story_is_chosen_once_and_not_for_itself(flood):
    other = a_story("Other", "A cat.")
    RelatedChoice.objects.create(article=flood, other=other)
    for wrong in (other, flood):
        with pytest.raises(IntegrityError), transaction.atomic():
            RelatedChoice.objects.create(article=flood, other=wrong)


def test_editors_pin_and_exclude_in_the_form_of_the_article(client, ida, flood, reader):
    other, itself = a_story("Other", "A cat."), flood
    client.login(username="ida", password=PASSWORD)
    address = f"/admin/articles/article/{flood.pk}/change/"
    assert client.post(address, fields(flood, pinned_0=other.pk)).status_code == 302
    assert not flood.related_choices.exists()  # it is public: changes not public
    flood.publish_changes()
    assert flood.related_choices.get().other == other
    for wrong, says in (
        ({"pinned_0": itself.pk}, "be related to itself. Please choose another one."),
        ({"pinned_0": other.pk, "hidden_0": other.pk}, "This article is listed twice."),
        ({"hidden_new": "/2026/01/nothing-there/"}, "There is no article at"),
    ):
        answer = client.post(address, fields(flood, **wrong))
        assert (answer.status_code, says in unescape(answer.text)) == (200, True)
    address_of_other = f"https://example.org{other.get_absolute_url()}"
    assert client.post(address, fields(flood, hidden_new=address_of_other)).status_code == 302
    assert Article.objects.get(pk=flood.pk).changes.content["hidden"][0]["id"] == other.pk


def test_never_itself_never_twice_at_most_three(flood):
    for number in range(6):
        other = a_story(f"Twin {number}", FLOOD, about=["weather"])
    RelatedChoice.objects.create(article=flood, other=other)
    relate()
    found = headlines(flood)
    assert len(found) == len(set(found)) == 3
    assert "Flood" not in found


def test_words_are_counted_as_texts_come_change_and_go(flood):
    def number(stem):
        return Term.objects.filter(stem=stem).values_list("number", flat=True).first() or 0

    assert (number("dyke"), number("")) == (1, 1)
    other = a_story("Another", "A dyke and a dyke.")
    assert (number("dyke"), number("")) == (2, 2)
    other.body = "<p>A cat.</p>"
    other.save()
    assert (number("dyke"), number("cat"), number("")) == (1, 1, 2)
    other.unpublish()
    assert (number("dyke"), number("cat"), number("")) == (1, 0, 1)


def test_a_refresh_asks_as_much_among_ten_as_among_forty(flood, queries):
    for number in range(10):
        a_story(f"Story {number}", f"{FLOOD} Word{number}.", about=["weather"])
    relate()
    few = queries(lambda: follow_ups.relate(Article.objects.latest("pk").pk))
    shown = queries(lambda: headlines(flood))
    for number in range(30):
        a_story(f"More {number}", f"{FLOOD} Term{number}.", about=["weather"])
    relate()
    assert queries(lambda: follow_ups.relate(Article.objects.latest("pk").pk)) <= few * 2
    assert queries(lambda: headlines(flood)) == shown


def as_words(*numbers):
    text = SimpleNamespace(headline="", lead="", body=" ".join(f"w{n}" for n in numbers))
    return keywords.keyword_weights(text, lambda _words: lambda word: 1 + int(word[1:]) % 29)


def test_the_longer_a_text_the_more_words_tell_what_it_is_near_to():
    """K18h: a cap of 40 words left longer texts no nearer than plain TF-IDF does."""
    short, long, longest = (len(as_words(*range(number))) for number in (30, 400, 20_000))
    assert short == 30
    assert 300 < long < 400
    assert longest == keywords.MOST


def test_words_that_an_earlier_release_kept_are_found_anew(flood):
    """K18h: the upgrade's job leads here; 0.2.0 kept forty words, and pieces of addresses."""
    flood.keywords.all().delete()
    flood.keywords.create(word="http", weight=1)
    a_story("Repair", "The pumps of the dyke are repaired.")
    follow_ups.index_all()
    assert Job.objects.filter(fact="related_lists_outdated").exists()
    follow_ups.relate_all()
    found = set(flood.keywords.values_list("word", flat=True))
    assert "pump" in found or "dyke" in found or "river" in found
    assert "http" not in found
