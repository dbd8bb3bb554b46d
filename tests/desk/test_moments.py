"""Each moment that is stored can be kept, and each that a clock can show can be typed."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.models import Article
from comments.models import NetworkBlock
from newsroom.models import Job, Masthead
from tests.cast import PASSWORD, an_article
from tests.desk.forms import held
from tests.page_forms import forms_in

ZONE = "Europe/Riga"  # clocks go back from 4 to 3 on 26 October 2025, and on from 3 to 4 in March
FIRST = datetime(2025, 10, 26, 0, 30, 12, 345678, tzinfo=UTC)
SECOND = FIRST.replace(hour=1)
MOMENTS = [
    FIRST,
    SECOND,
    datetime(2025, 3, 30, 0, 59, 59, 999999, tzinfo=UTC),  # the last before the skipped hour
    datetime(2026, 7, 14, 9, 30, 12, 1, tzinfo=UTC),
    datetime(2026, 7, 14, 9, 30, tzinfo=UTC),
    datetime(2026, 7, 14, 9, 0, 0, 1, tzinfo=UTC),
]
TYPED = [
    # what is typed, and the moment or what the answer says
    ("2025-10-26", "03:30:12", "write “03:30:12 +03:00” for the first time, or “03:30:12 +02:00”"),
    ("2025-10-26", "03:30:12 +03:00", FIRST.replace(microsecond=0)),
    ("2025-10-26", "03:30:12+0200", SECOND.replace(microsecond=0)),
    ("2025-10-26", "04:00:00", datetime(2025, 10, 26, 2, tzinfo=UTC)),
    ("2025-03-30", "03:30:00", "set forward and never shows 03:30:00"),
    ("2025-03-30", "04:00:00", datetime(2025, 3, 30, 1, tzinfo=UTC)),
    ("2025-10-26", "", "Enter a valid time."),
    ("", "03:30:00", "Enter a valid date."),
    ("2025-10-26", "03:30 +99:99", "Enter a valid time."),
    ("0226-10-26", "03:30", "between the years 1600 and 2199"),
]


@pytest.fixture
def desk(client, boss):
    client.login(username="boss", password=PASSWORD)
    Masthead.objects.update(time_zone=ZONE)
    return client


def with_date(kind, moment, boss):
    """A thing whose form has a date, its row and column, and the name of the field."""
    if kind == "correction":
        article = an_article()
        row = article.corrections.create(text="It was seven.", corrected_at=moment)
        return article, row, "corrected_at", "corrections-0-corrected_at"
    if kind == "block":
        row = NetworkBlock.objects.create(network="192.0.2.0/24", until=moment, by=boss)
        return row, row, "until", "until"
    boss.date_joined = moment
    boss.save()
    return boss, boss, "date_joined", "date_joined"


def address_of(thing):
    meta = thing._meta
    page = "corrections" if isinstance(thing, Article) else "change"
    return f"/admin/{meta.app_label}/{meta.model_name}/{thing.pk}/{page}/"


def test_a_clock_shows_seconds_only_where_there_are_some(desk, boss):
    for second, shown in ((0, "12:30"), (7, "12:30:07")):
        moment = datetime(2026, 7, 14, 9, 30, second, tzinfo=UTC)
        thing, row, _column, name = with_date("correction", moment, boss)
        assert held(desk.get(address_of(thing)).text)[f"{name}_1"] == [shown]
        row.delete()


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["correction", "block", "account"])
def test_an_unchanged_date_is_saved_as_it_is_stored(desk, boss, kind):
    """K8d, K3d: in the doubled hour, too, and to the microsecond."""
    for moment in MOMENTS:
        thing, row, column, _name = with_date(kind, moment, boss)
        fields = held(desk.get(address_of(thing)).text)
        answer = desk.post(address_of(thing), fields | {"_save": "1", "for_readers": "on"})
        assert answer.status_code == 302, (moment, answer.context["errors"])
        row.refresh_from_db()
        assert getattr(row, column) == moment
        if kind != "account":
            row.delete()


def test_a_typed_date_is_taken_or_gets_a_clear_answer(desk, boss):
    """K8d"""
    for day, clock, outcome in TYPED:
        thing, row, column, name = with_date("block", MOMENTS[3], boss)
        fields = held(desk.get(address_of(thing)).text)
        typed = {f"{name}_0": day, f"{name}_1": clock, "_save": "1"}
        answer = desk.post(address_of(thing), fields | typed)
        row.refresh_from_db()
        if isinstance(outcome, datetime):
            assert answer.status_code == 302, clock
            assert getattr(row, column) == outcome
        else:
            assert outcome in answer.text, clock
            assert held(answer.text)[f"{name}_1"] == [clock]  # given back as it was typed
            assert getattr(row, column) == MOMENTS[3]
        row.delete()


def test_the_publishing_page_keeps_and_takes_each_moment(desk):
    """K3d, K8d, and the hub is told once"""
    Masthead.objects.update(hub="https://hub.example.org/")
    for moment in (*MOMENTS, timezone.now()):
        article = an_article(published=moment)
        told = Job.objects.filter(fact="news_published", arguments=[article.pk]).count()
        assert told == (moment.year == timezone.now().year and moment > MOMENTS[3])
        address = f"/admin/articles/article/{article.pk}/publishing/"
        (form,) = [form for form in forms_in(desk.get(address).text) if "at_0" in form.fields]
        assert desk.post(address, form.fields | {"act": "date"}).status_code == 302
        article.refresh_from_db()
        assert article.published_at == moment
        assert Job.objects.filter(fact="news_published", arguments=[article.pk]).count() == told
    for day, clock, outcome in TYPED:
        article = an_article(published=None)
        address = f"/admin/articles/article/{article.pk}/publishing/"
        (form,) = [form for form in forms_in(desk.get(address).text) if "at_0" in form.fields]
        page = desk.post(address, form.fields | {"when": "at", "at_0": day, "at_1": clock})
        assert page.status_code == 422
        if isinstance(outcome, datetime):
            assert "has passed" in page.text  # it is asked about
            (form,) = [form for form in forms_in(page.text) if "at_0" in form.fields]
            desk.post(address, form.fields | {"is_meant": "on"})
            assert Article.objects.get(pk=article.pk).published_at == outcome
        else:
            assert outcome in page.text, clock
            assert Article.objects.get(pk=article.pk).published_at is None
