"""What the desk's forms never send, sent by those who may enter it: nothing comes of it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from articles.models import Article, Correction
from comments.models import Comment, Commenter, NetworkBlock, PersonalRule, Status
from comments.models.personal_rule import Kind
from newsroom.models import Masthead
from tests import cast
from tests.desk.matrix.sending import filled_in
from tests.newsroom.hostile_requests.paper import filters_of
from tests.order import on_both

QUEUE = "/admin/comments/comment/"


def everything():
    """Every row of every table, but for the sessions."""
    tables = [model for model in apps.get_models() if model is not Session]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in tables
    }


@pytest.fixture
def desk(request, client, db):
    """The client of whom the test's `who` names."""
    client.force_login(request.getfixturevalue(request.getfixturevalue("who")))
    return client


@pytest.fixture
def world(db, mo):
    """One thing at least of what has a list at the desk."""
    ravi = Commenter.objects.create(email="ravi@example.org")
    article = cast.an_article(about=["harbour"], by=["Ilse"])
    Correction.objects.create(article=article, text="It was Tuesday.")
    PersonalRule.lay_down(ravi, Kind.HOLD, by=mo)
    NetworkBlock.objects.create(network="198.51.100.0/24", until=cast.from_now(days=7), by=mo)
    return cast.a_comment(article, Status.PENDING, commenter=ravi)


def change_form(desk, thing):
    """The address of a thing's form, and what it would send."""
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
    address = reverse(name, args=[thing.pk])
    return address, filled_in(desk.get(address).content)


LISTS = [
    ("ida", "articles/article", "headline"),
    ("ida", "articles/topic", "name"),
    ("ida", "articles/picture", "alt"),
    ("mo", "comments/comment", "status"),
    ("mo", "comments/personalrule", "kind"),
    ("mo", "comments/networkblock", "network"),
    ("boss", "auth/user", "is_superuser"),
    ("boss", "comments/moderatorscope", "moderator"),
]


@pytest.mark.parametrize(("who", "where", "field"), LISTS)
def test_a_list_is_no_form(desk, world, who, where, field):
    """A31"""
    before = everything()
    fields = {
        "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 1, "form-MIN_NUM_FORMS": 0,
        "form-MAX_NUM_FORMS": 1000, "form-0-id": world.pk, f"form-0-{field}": "approved",
        f"form-1-{field}": "new", "_save": "Save",
    }  # fmt: skip
    assert desk.post(f"/admin/{where}/", fields).status_code in (200, 302)
    assert everything() == before


NO_ACTIONS = ["delete_model", "delete_queryset", "save_model", "__init__", ""]


@pytest.mark.parametrize(
    ("who", "action"),
    [("mo", "delete_selected"), *((who, name) for who in ("mo", "ida") for name in NO_ACTIONS)],
)
def test_only_what_is_offered_is_an_action(desk, world, who, action):
    """A31"""
    where = {"mo": QUEUE, "ida": "/admin/articles/article/"}[who]
    thing = {"mo": world, "ida": world.article}[who]
    before = everything()
    marked = {"action": action, "_selected_action": thing.pk, "post": "yes"}
    assert desk.post(where, marked).status_code in (200, 302, 403)
    assert everything() == before


@pytest.mark.parametrize("who", ["ida"])
def test_a_row_of_another_article_cannot_be_had_by_its_number(desk, world, who):
    """A31"""
    mine = cast.an_article(by=["Ines"])
    Correction.objects.create(article=mine, text="It was Monday.")
    address = reverse("admin:articles_article_corrections", args=[mine.pk])
    fields = filled_in(desk.get(address).content) | {"for_readers": "on"}
    rows = Correction.objects.order_by("pk")
    before = list(rows.values())
    theirs = rows.get(article=world.article)
    forged = {"corrections-0-id": theirs.pk, "corrections-0-DELETE": "on"}
    desk.post(address, fields | {"corrections-0-text": "Mine."} | forged)
    assert list(rows.values()) == before


@pytest.mark.parametrize("who", ["ida"])
def test_fields_that_an_article_does_not_show_are_not_taken(desk, world, who):
    """A31"""
    address, fields = change_form(desk, world.article)
    hidden = {"comment_count": 999, "saved_at": "1999-01-01", "id": 4711, "comments-0-text": "Mine"}
    earlier = Article.objects.values().get()
    assert desk.post(address, fields | hidden).status_code == 302
    later = Article.objects.values().get()
    assert later["saved_at"].year > 1999
    for article in (earlier, later):
        # The form knows whole seconds.
        article.update(saved_at=None, published_at=article["published_at"].replace(microsecond=0))
    assert later == earlier


@pytest.mark.parametrize("who", ["mo"])
def test_who_blocked_a_network_is_who_did_it(desk, world, mo, boss, who):
    """A31"""
    address, fields = change_form(desk, NetworkBlock.objects.get())
    forged = {"by": boss.pk, "at_0": "1999-01-01", "at_1": "00:00", "note": "Floods"}
    assert desk.post(address, fields | forged).status_code == 302
    block = NetworkBlock.objects.get()
    assert (block.by, block.note, block.at.year > 1999) == (mo, "Floods", True)


@pytest.mark.parametrize("who", ["ida", "mo"])
def test_a_new_password_is_all_that_its_form_changes(desk, request, who):
    """A31"""
    new = "another long and quiet harbour"
    forged = {"is_superuser": "1", "is_staff": "1", "groups": "1", "username": "boss", "id": "1"}
    fields = {"old_password": cast.PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/admin/password_change/", fields | forged).status_code == 302
    user = request.getfixturevalue(who)
    groups = list(user.groups.all())
    user.refresh_from_db()
    assert user.check_password(new)
    assert (user.username, user.is_superuser, list(user.groups.all())) == (who, False, groups)


@pytest.mark.parametrize("who", ["ida"])
def test_there_is_no_second_masthead(desk, db, who):
    """A31"""
    address, fields = change_form(desk, Masthead.current())
    assert desk.post(address, fields | {"id": "99", "_saveasnew": "1"}).status_code == 403
    assert Masthead.objects.count() == 1


@pytest.fixture
def looker(db):
    """She may see comments, and nothing else."""
    looker = cast.staff("Lou")
    looker.user_permissions.add(Permission.objects.get(codename="view_comment"))
    return looker


@pytest.mark.parametrize("who", ["looker"])
def test_who_may_only_look_decides_nothing(desk, world, who):
    """A31"""
    before = everything()
    assert desk.get(QUEUE).status_code == 200
    for name in ("approve", "reject", "spam", "remove", "note", "answer", "ban", "pick", "keep"):
        said = cast.about(name, world) | {"words": "Mine."}
        assert desk.post(QUEUE, said).status_code == 403, name
        assert desk.post(f"{QUEUE}{world.pk}/decide/", said).status_code == 403, name
    assert desk.post(f"{QUEUE}claim/", {"comment": world.pk}).status_code == 403
    assert desk.get(f"{QUEUE}words/?words=boats").status_code == 403
    assert desk.get("/admin/comments/notification/mine/").status_code == 403
    for action in ("approve", "reject", "spam", "remove"):
        desk.post(QUEUE, {"action": action, "_selected_action": world.pk})
    assert everything() == before


# -- questions that a list must not answer

PRIVATE = [
    ("articles/article", "comments__email__startswith"),
    ("articles/article", "comments__author__password__startswith"),
    ("articles/topic", "articles__comments__email__startswith"),
    ("articles/author", "user__password__startswith"),
    ("comments/comment", "author__password__startswith"),
    ("comments/comment", "decisions__by__password__startswith"),
    ("comments/comment", "receipt__startswith"),
    ("comments/comment", "form_key__startswith"),
    ("comments/personalrule", "by__password__startswith"),
    ("comments/networkblock", "by__password__startswith"),
    ("comments/notification", "moderator__password__startswith"),
    ("comments/moderatorscope", "moderator__password__startswith"),
    ("comments/notification", "key__startswith"),
    ("articles/article", "topics__articles__comments__email__startswith"),
    ("auth/user", "password__startswith"),
    ("auth/group", "user__password__startswith"),
]


def test_a_list_answers_no_question_about_secrets(client, boss, world):
    """A31"""
    client.force_login(boss)
    for where, question in PRIVATE:
        answers = [client.get(f"/admin/{where}/", {question: said}) for said in ("m", "zzz")]
        statuses = [answer.status_code for answer in answers]
        assert statuses in ([400, 400], [302, 302]), question


NONSENSE = [
    "_to_field=password", "_to_field=receipt&_popup=1", "o=99.-x", "p=-1", "p=" + "9" * 40,
    "all=1", "e=1", "q=%00", "q=" + "x" * 5000, "pk__in=a", "id__exact=" + "9" * 40,
    "facets=True", "by=" + "9" * 40, "moderator=" + "9" * 40,
]  # fmt: skip
# For the lists that have such a filter.
OF_FILTERS = [
    "state=%00", "topic=" + "9" * 40, "topic=%D9%A1", "article=" + "9" * 40,
    "commenter=" + "9" * 40, "commenter=%00", "age=1&age=2", "reason=" + "x" * 5000,
    "topics__id__exact=" + "9" * 40, "author=" + "9" * 40, "month=2026-13", "month=%00",
]  # fmt: skip


@pytest.mark.parametrize(
    "model",
    [on_both(model) if model is Comment else model for model in admin.site._registry],
    ids=lambda model: model._meta.model_name,
)
def test_nonsense_in_the_address_of_a_list_breaks_nothing(client, boss, world, model):
    """A31"""
    client.force_login(boss)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    filters = filters_of(address)
    own = [query for query in OF_FILTERS if query.partition("=")[0] in filters]
    for query in [*NONSENSE, *own]:
        assert client.get(f"{address}?{query}").status_code in (200, 302, 400), query


@pytest.mark.parametrize(
    "address", [QUEUE, f"{QUEUE}claim/", "/admin/password_change/", "/admin/logout/"]
)
def test_a_post_from_elsewhere_brings_no_token(world, mo, address):
    """A31"""
    client = Client(enforce_csrf_checks=True)
    client.force_login(mo)
    before = everything()
    sent = cast.about("approve", world) | {"comment": world.pk}
    assert client.post(address, sent).status_code == 403
    assert everything() == before
