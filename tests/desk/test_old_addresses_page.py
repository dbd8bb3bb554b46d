"""The old addresses of an article are listed, added and removed at the desk; none makes a loop."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import OldAddress
from tests.cast import PASSWORD, a_topic, an_article, from_now


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def page_of(article):
    return f"/admin/articles/article/{article.pk}/addresses/"


def add(desk, article, address):
    return desk.post(page_of(article), {"address": address}, follow=True)


def paths(article):
    return sorted(article.old_addresses.values_list("path", flat=True))


@pytest.mark.both_databases
def test_an_address_of_another_program_leads_here_until_it_is_removed(desk, reader, article):
    page = add(desk, article, "/2019/05/Old%20Post.html")
    assert "“/2019/05/old post.html” leads here now." in page.text
    assert reader.get("/2019/05/old%20post.html").headers["Location"] == article.get_absolute_url()
    assert reader.get("/2019/05/OLD%20POST.HTML").status == 301
    entry = LogEntry.objects.get()
    assert (entry.user.username, "old post.html" in entry.get_change_message()) == ("ida", True)
    desk.post(page_of(article), {"remove": article.old_addresses.get().pk})
    page = desk.get(page_of(article)).text
    assert "No old address leads here." in page
    assert page.count("<bdi>Ida</bdi>, ") == 2
    assert reader.get("/2019/05/old%20post.html").status == 404


def test_it_is_stored_as_it_is_looked_up(desk, article, settings):
    """Capitals, percent-encoding, composed letters, a slash at the end, the query, the host."""
    for typed in (
        "/Stra%C3%9Fe/Cafe\u0301/",
        "/straße/café/index.html",
        f"{settings.SITE_URL}/stra%c3%9fe/caf%C3%A9?utm_source=x#top",
    ):
        add(desk, article, typed)
        assert paths(article) == ["/straße/café"], typed
        OldAddress.objects.all().delete()
    add(desk, article, "/?p=123")
    assert paths(article) == ["/?p=123"]


REFUSED = {
    "": "Please write an address.",
    "old-post.html": "beginning with “/”",
    "https://elsewhere.example/2019/": "beginning with “/”",
    "//elsewhere.example/2019/": "beginning with “/”",
    "http://[half/": "beginning with “/”",
    "/a%00b": "beginning with “/”",
    "javascript:alert(1)": "beginning with “/”",
    f"/{'a' * 501}": "too long",
    "/": "address of the site itself",
    "/Search/": "address of the site itself",
    "/feed.atom": "address of the site itself",
    "/2019/05/": "address of the site itself",
    "/admin/articles/": "address of the site itself",
    "/static/x.css": "address of the site itself",
    "/media/pictures/x.jpg": "address of the site itself",
}


def test_what_is_no_old_address_is_refused_with_a_reason_and_stays_typed(desk, article):
    for typed, reason in REFUSED.items():
        page = add(desk, article, typed)
        assert page.status_code == 422, typed
        assert reason in page.text, typed
        assert page.context["form"]["address"].value() == typed
    assert not OldAddress.objects.exists()


@pytest.mark.both_databases
def test_no_address_makes_a_loop_or_is_taken_from_something_else(desk, article):
    a_topic("harbour")
    other = an_article(headline="Other one")
    later = an_article(headline="Later one", published=from_now(days=40))
    imprint = an_article(headline="Imprint", kind="page")
    OldAddress.objects.remember(["/once/other.html"], other)
    OldAddress.objects.remember(["/once/ours.html"], article)
    taken = {
        article.get_absolute_url().upper().replace("/", "/", 1): "lead to itself",
        other.get_absolute_url(): "address of “Other one”",
        later.get_absolute_url(): "address of “Later one”",
        imprint.get_absolute_url(): "address of “Imprint”",
        "/topics/Harbour": "address of “Harbour”",
        "/once/OTHER.html": "old address of “Other one”",
        "/once/ours.html": "leads here already",
    }
    for typed, reason in taken.items():
        page = add(desk, article, typed)
        assert (page.status_code, reason in page.text) == (422, True), typed
    page = add(desk, article, other.get_absolute_url()).text
    assert f'href="/admin/articles/article/{other.pk}/change/"' in page
    assert paths(article) == ["/once/ours.html"]


def test_the_address_of_what_was_deleted_may_lead_to_its_successor(desk, reader, article):
    OldAddress.objects.create(path="/2019/05/gone", deleted_at=timezone.now())
    assert reader.get("/2019/05/gone/").status == 410
    add(desk, article, "/2019/05/gone/")
    assert reader.get("/2019/05/gone/").status == 301


def test_only_who_may_change_the_article_changes_them(client, mo, article):
    client.force_login(mo)
    assert client.get(page_of(article)).status_code == 403
    assert add(client, article, "/old").status_code == 403
    other = an_article()
    OldAddress.objects.remember(["/theirs"], other)
    assert other.old_addresses.exists()


def test_one_is_removed_from_its_own_article_alone(desk, article):
    other = an_article()
    OldAddress.objects.remember(["/theirs"], other)
    desk.post(page_of(article), {"remove": other.old_addresses.get().pk})
    desk.post(page_of(article), {"remove": "x"})
    assert other.old_addresses.exists()
