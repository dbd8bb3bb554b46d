"""What is written by a statement that is compiled once is what a model would have written."""

import pytest
from django.db.models import signals
from django.db.models.signals import ModelSignal

from comments.models import Comment, Decision, FeatureCount, Sender
from newsroom import statements
from newsroom.network import DayKey
from tests.cast import a_comment

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def of_comment(comment):
    return Comment(
        article=comment.article,
        parent=comment,
        name="Rаvi  Menon",
        text="e\u0301 100% 'certain' <b>\r\n",
        body="<p>é</p>",
        language="en",
        path="0000ffff",
        reasons=[["later", "", 1]],
        spam_score=-0.5,
        reworded=False,
    )


def of_decision(comment):
    return Decision(comment=comment, from_status="pending", to_status="approved", text_hash="")


def of_sender(comment):
    return Sender(comment=comment, network="of Ravi", key=DayKey.of_today())


@pytest.mark.parametrize("new", [of_comment, of_decision, of_sender])
def test_a_row_is_as_a_model_saves_it(article, new):
    comment, kind = a_comment(article), type(new(a_comment(article)))
    fields = [field for field in kind._meta.concrete_fields if field.name not in ("id", "at")]
    stored = []
    for insert in (statements.insert, lambda row: row.save(force_insert=True)):
        kind.objects.all().delete() if kind is Sender else None
        row = new(comment)
        row.created_at = comment.created_at
        insert(row)
        assert not row._state.adding
        read = kind.objects.get(pk=row.pk)
        stored.append({field.name: getattr(read, field.attname) for field in fields})
    assert stored[0] == stored[1]


def test_nobody_listens_to_what_is_written_without_a_signal():
    kinds = [each for each in vars(signals).values() if isinstance(each, ModelSignal)]
    for model in (Comment, Decision, Sender):
        assert [each for each in kinds if each.has_listeners(model)] == []


def test_a_change_is_added_to_one_row():
    one, other = (FeatureCount.objects.create(feature=word, good=3) for word in ("one", "other"))
    for change in (2, -1):
        statements.add(FeatureCount, "good", one.pk, change)
    statements.add(FeatureCount, "good", other.pk + 1, 1)
    assert dict(FeatureCount.objects.values_list("feature", "good")) == {"one": 4, "other": 3}
