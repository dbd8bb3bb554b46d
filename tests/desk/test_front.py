"""The front that editors fill: for readers at the next request, and by the clock alone."""

import re
from datetime import timedelta

import time_machine
from django.contrib.admin.models import LogEntry

from articles.admin.front_form import OFFERED
from articles.models import Article, FrontPlace, Related
from articles.models.front_place import PLACES
from newsroom import freshness
from tests.articles.test_front_page import headlines
from tests.cast import an_article, from_now

FRONT = "/admin/front/"
EVENING = from_now(hours=5).replace(microsecond=0)


def some(number):
    return [an_article(headline=f"Story {place:02}") for place in range(number)]


def sent(client, act="save", **what):
    """Send the form as it stands on a fresh page, but for `what` ("0-article")."""
    fields = {"seen": client.get(FRONT).context["seen"], "act": act}
    for number in PLACES:
        fields |= {f"place-{number}-layout": "beside", f"place-{number}-crop": ""}
    return fields | {f"place-{name.replace('_', '-', 1)}": value for name, value in what.items()}


def saved(client, **what):
    return client.post(FRONT, sent(client, **{f"{name[1:]}": what[name] for name in what}))


def test_a_story_stands_where_an_editor_put_it_and_nowhere_else(client, reader, ida):
    stories = some(8)
    assert headlines(reader.get("/"))[0] == "Story 07"
    client.force_login(ida)
    what = {"n0_article": stories[2].pk, "n0_headline": "Boats!", "n2_article": stories[0].pk}
    assert saved(client, **what).status_code == 302
    shown = headlines(reader.get("/"))
    assert shown[:4] == ["Boats!", "Story 07", "Story 00", "Story 06"]
    assert len(shown) == 8
    assert "Ida" in client.get(FRONT).content.decode()
    assert LogEntry.objects.get().user == ida


def test_a_lead_until_the_evening_goes_by_the_clock_alone(reader, db):
    stories = some(3)
    FrontPlace.objects.put([FrontPlace(number=0, article=stories[0], until=EVENING)])
    for seconds, leads in ((-1, "Story 00"), (0, "Story 02")):
        with time_machine.travel(EVENING + timedelta(seconds=seconds), tick=False):
            assert headlines(reader.get("/"))[0] == leads


def test_what_readers_may_not_see_leaves_its_place_to_the_newest(reader, db):
    stories = some(3)
    first = stories[0]
    FrontPlace.objects.put([FrontPlace(number=0, article=first)])
    assert headlines(reader.get("/"))[0] == "Story 00"
    first.trash()
    assert headlines(reader.get("/")) == ["Story 02", "Story 01"]
    first.untrash()
    first.unpublish()
    assert headlines(reader.get("/")) == ["Story 02", "Story 01"]
    first.publish(at=from_now(days=1))
    assert headlines(reader.get("/")) == ["Story 02", "Story 01"]


def test_a_story_kept_off_the_front_stands_in_no_list_of_it(client, reader, ida):
    stories = some(3)
    FrontPlace.objects.put([FrontPlace(number=1, article=stories[2])])
    client.force_login(ida)
    typed = sent(client, act="off", **{"0_headline": "Typed already"}) | {"off": stories[2].pk}
    assert "Typed already" in client.post(FRONT, typed).content.decode()
    assert headlines(reader.get("/")) == ["Story 01", "Story 00"]
    assert LogEntry.objects.get().object_id == str(stories[2].pk)
    stories[2].save()
    assert Article.objects.get(pk=stories[2].pk).never_on_front
    client.post(FRONT, sent(client, act=f"on:{stories[2].pk}"))
    assert headlines(reader.get("/")) == ["Story 01", "Story 02", "Story 00"]


def test_the_later_of_two_editors_is_told_and_loses_nothing(client, ida):
    stories = some(2)
    client.force_login(ida)
    late = sent(client, **{"0_article": stories[0].pk, "0_headline": "Mine"})
    saved(client, n0_article=stories[1].pk)
    answer = client.post(FRONT, late)
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert FrontPlace.objects.get().article == stories[1]
    assert client.post(FRONT, late | {"seen": answer.context["seen"]}).status_code == 302
    assert FrontPlace.objects.get().headline == "Mine"


def test_lines_change_places_and_are_cleared_without_being_saved(client, ida):
    stories = some(2)
    client.force_login(ida)
    typed = {"0_article": stories[0].pk, "0_headline": "First"}
    page = client.post(FRONT, sent(client, act="down:0", **typed)).content.decode()
    assert 'name="place-1-headline" value="First"' in page
    page = client.post(FRONT, sent(client, act="empty:0", **typed)).content.decode()
    assert 'value="First"' not in page
    assert not FrontPlace.objects.exists()


def test_a_story_in_two_places_is_refused_and_so_is_a_date_that_cannot_be(client, ida):
    story = some(1)[0]
    client.force_login(ida)
    what = {"n0_article": story.pk, "n1_article": story.pk, "n1_until_0": "soon"}
    answer = saved(client, **what)
    assert answer.status_code == 422
    assert "is already in another place" in answer.content.decode()
    assert not FrontPlace.objects.exists()


def test_who_does_not_edit_is_kept_out(client, mo, ida):
    for user, status in ((mo, 403), (ida, 200)):
        client.force_login(user)
        assert client.get(FRONT).status_code == status
    assert client.post(FRONT, {"act": "up:x"}).status_code == 200


def test_pressing_keep_off_with_nothing_chosen_changes_nothing(client, ida):
    some(1)
    client.force_login(ida)
    before = freshness.read()
    for what in ({}, {"off": "x"}, {"off": "9" * 30}, {"act": "on:7"}):
        assert client.post(FRONT, sent(client, act="off") | what).status_code == 200
    assert freshness.read() == before
    assert not LogEntry.objects.exists()


def test_an_older_page_of_the_front_shows_no_placed_story_again(reader, db):
    stories = some(24)
    FrontPlace.objects.put([FrontPlace(number=0, article=stories[0])])
    page = reader.get("/")
    older = reader.get("/" + re.search(r'href="([?]before=[^"]*)"', page.text)[1])
    assert sorted(headlines(page) + headlines(older)) == [each.headline for each in stories]


def test_an_older_page_of_the_front_repeats_no_headline_from_under_the_lead(reader, db):
    stories = some(24)
    lead, old = stories[23], stories[1]
    Related.objects.create(article=lead, other=old, score=1)
    for places in ([], [FrontPlace(number=0, article=lead)]):
        FrontPlace.objects.put(places)
        page = reader.get("/")
        assert headlines(page, "lead") == [lead.headline, old.headline]
        older = reader.get("/" + re.search(r'href="([?]before=[^"]*)"', page.text)[1])
        assert sorted(headlines(page) + headlines(older)) == [each.headline for each in stories]


def test_a_story_of_any_age_can_be_found_chosen_and_placed(client, ida):
    old = an_article(headline="The first tram", published=from_now(days=-900))
    an_article(headline="A tram in a draft", published=None)
    some(OFFERED)
    client.force_login(ida)
    option = f'<option value="{old.pk}"'
    assert option not in client.get(FRONT).content.decode()
    typed = sent(client, act="find", **{"3_headline": "Typed already"}) | {"find": "trams"}
    answer = client.post(FRONT, typed)
    page = answer.content.decode()
    assert option in page
    assert "A tram in a draft" not in page
    assert "Typed already" in page
    moved = client.post(FRONT, typed | {"act": "down:0", "find": "", "place-0-article": old.pk})
    assert f"{option} selected" in moved.content.decode()
    chosen = typed | {"act": "save", "find": "", "place-1-article": old.pk}
    assert client.post(FRONT, chosen).status_code == 302
    assert FrontPlace.objects.get().article == old


def test_a_place_that_readers_do_not_see_says_so(client, ida):
    stories = some(2)
    FrontPlace.objects.put(
        FrontPlace(number=number, article=story) for number, story in enumerate(stories)
    )
    stories[1].unpublish()
    client.force_login(ida)
    lines = client.get(FRONT).context["form"].lines
    assert [line.number for line in lines if not line.is_shown] == [1]
