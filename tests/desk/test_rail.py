"""The desk's rail: where one is, where one may go, and how much waits; and "The paper"."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from comments.models import Status
from newsroom import rail
from newsroom.models import Masthead
from tests.cast import a_comment, a_topic, staff

ENTRY = re.compile(r'rail__entry--(\w+)">\s*<a href="([^"]+)"( aria-current="(\w+)")?')
DJANGOS = (
    "Home",
    "Site administration",
    "Django administration",
    "Thanks for spending some quality time with the web site today.",
    "Please enter your old password, for security’s sake, and then enter your new password twice "
    "so we can verify you typed it in correctly.",
    "Your password was changed.",
)
WHOLE = ["today", "articles", "front", "pictures", "comments", "statistics", "paper"]


def rail_of(client, address="/admin/"):
    page = client.get(address).content.decode()
    return {name: (href, current) for name, href, _, current in ENTRY.findall(page)}


@pytest.mark.parametrize(
    ("name", "groups", "entries"),
    [
        ("Clerk", [], ["today", "paper"]),
        ("Ida", ["Editors"], ["today", "articles", "front", "pictures", "paper"]),
        ("Mo", ["Moderators"], ["today", "comments", "statistics", "paper"]),
        ("Tess", ["Editors", "Moderators"], WHOLE),
    ],
)
def test_each_entry_is_for_those_who_may_open_it(client, db, name, groups, entries):
    client.force_login(staff(name, *groups))
    shown = rail_of(client)
    assert list(shown) == entries
    assert {href: client.get(href).status_code for href, _ in shown.values()} == {
        href: 200 for href, _ in shown.values()
    }


def test_each_page_says_which_entry_it_belongs_to(client, boss, article):
    client.force_login(boss)
    places = {
        "/admin/": ("today", "page"),
        "/admin/articles/article/": ("articles", "page"),
        "/admin/articles/topic/": ("articles", "true"),
        f"/admin/articles/article/{article.pk}/history/": ("articles", "true"),
        "/admin/front/": ("front", "page"),
        "/admin/articles/picture/": ("pictures", "page"),
        "/admin/comments/comment/?state=spam": ("comments", "page"),
        "/admin/comments/comment/figures/": ("statistics", "page"),
        "/admin/comments/comment/decisions/": ("comments", "true"),
        "/admin/comments/notification/mine/": ("comments", "true"),
        "/admin/comments/notification/": ("paper", "true"),
        "/admin/password_change/": ("paper", "true"),
        "/admin/paper/": ("paper", "page"),
    }
    found = {
        address: [(name, how) for name, (_, how) in rail_of(client, address).items() if how]
        for address in places
    }
    assert found == {address: [place] for address, place in places.items()}


def test_the_rail_counts_what_waits_for_a_moderator_alone(client, article, ida, mo):
    a_comment(article, status=Status.PENDING)
    client.force_login(mo)
    assert 'class="desk-badge" data-of="pending">1<' in client.get("/admin/paper/").content.decode()
    client.force_login(ida)
    assert "desk-badge" not in client.get("/admin/paper/").content.decode()


def test_no_rail_stands_where_nobody_is_signed_in_or_in_a_window_of_a_field(client, boss):
    assert 'class="rail"' not in client.get("/admin/login/").content.decode()
    client.force_login(boss)
    assert 'class="rail"' not in client.get("/admin/articles/topic/add/?_popup=1").content.decode()


def test_each_list_of_the_desk_is_led_to(client, boss):
    """From the rail or from "The paper", whatever app adds one."""
    client.force_login(boss)
    page = client.get("/admin/paper/").content.decode()
    lists = {
        model["admin_url"]
        for app in client.get("/admin/paper/").context["available_apps"]
        for model in app["models"]
    }
    assert {one for one in lists if f'href="{one}"' not in page} == set()


def test_the_paper_shows_everybody_what_they_may_open(client, ida, mo):
    for user, sees, never in (
        (ida, "articles_oldaddress", "comments_notification"),
        (mo, "comments_notification", "articles_oldaddress"),
    ):
        client.force_login(user)
        page = client.get("/admin/paper/").content.decode()
        assert reverse(f"admin:{sees}_changelist") in page
        assert reverse(f"admin:{never}_changelist") not in page


def test_an_address_of_an_app_leads_to_the_paper(client, ida):
    client.force_login(ida)
    assert client.get("/admin/articles/").headers["Location"] == "/admin/paper/"


def test_no_page_of_a_list_names_an_app_or_speaks_like_a_program(client, boss, article):
    """A list is called like what is in it; what is one of it leads back to it, and to no app."""
    client.force_login(boss)
    for model, desk in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        answer = client.get(address, follow=True)
        page = answer.content.decode()
        assert "to change" not in answer.context["title"], address
        assert 'href="/admin/articles/"' not in page, address
        if model is not Masthead:
            assert answer.context["cl"].title.lower() == desk.opts.verbose_name_plural.lower()
    topic = a_topic("harbour")
    for part in ("change", "delete", "history"):
        page = client.get(f"/admin/articles/topic/{topic.pk}/{part}/").content.decode()
        assert '<div class="breadcrumbs"><a href="/admin/articles/topic/">Topics</a>' in page, part


def test_every_entry_has_an_address(db):
    parts = [part for parts in rail.PARTS.values() for part in parts]
    assert all(entry.href.startswith("/admin/") for entry in (*rail.ENTRIES, *parts))


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "ru"])
def test_no_page_leads_home_or_speaks_as_the_program_does(client, boss, language):
    """Django's words are known from its own catalogue: none is on a page of ours."""
    client.force_login(boss)
    Masthead.objects.update(language=language)
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    own = f"/admin/auth/user/{boss.pk}/"
    pages = [*lists, f"{own}password/", f"{own}delete/", f"{own}history/", "/admin/auth/user/add/"]
    password = ["/admin/password_change/", "/admin/password_change/done/"]
    with translation.override(language):
        words = [str(_(word)) for word in DJANGOS]
        select = str(_("Select %s to change")).partition("%s")[0].strip()
    for address in [*pages, *password, "/admin/logout/"]:
        answer = client.post(address) if "logout" in address else client.get(address, follow=True)
        assert answer.status_code == 200, address
        page = unescape(answer.content.decode())
        crumbs = page.partition('class="breadcrumbs"')[2].partition("</div>")[0]
        head = re.search(r"<title>(.*?)</title>", page, re.S)[1] + "".join(
            re.findall(r"<h1.*?</h1>", page, re.S)
        )
        assert f">{words[0]}<" not in crumbs, address
        assert not [word for word in words[1:3] if word in head + crumbs], address
        assert not [word for word in words[3:] if word in page], address
        assert not select or select not in head, address
