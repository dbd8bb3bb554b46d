"""The people, one thing of each kind, and what happens when each of them asks for an address."""

import re

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Autosave, OldAddress
from comments import email_confirmation
from comments.models import (
    Commenter,
    ModeratorScope,
    NetworkBlock,
    Notification,
    PersonalRule,
    SenderBlock,
    Status,
)
from comments.models.personal_rule import Kind
from newsroom.models import Job, Masthead
from tests import cast
from tests.desk.matrix import ROLES, Line
from tests.desk.matrix.sending import sent

# A session that begins or ends is nobody's business.
WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) .(?!django_session)")


class World:
    """Everybody and everything; of the two comments that wait one is Tess's to decide."""

    def __init__(self):
        self.people = {
            "clerk": cast.staff("Clerk"),
            "ida": cast.staff("Ida", "Editors"),
            "mo": cast.staff("Mo", "Moderators"),
            "tess": cast.staff("Tess", "Moderators"),
            "boss": cast.staff("Boss", is_superuser=True),
        }
        self.ravi = Commenter.objects.create(email="ravi@example.org")
        harbour = cast.an_article(about=["harbour"], by=["Ilse"])
        courts = cast.an_article(about=["courts"])
        waiting = {"status": Status.PENDING, "commenter": self.ravi}
        self.comments = {
            "hers": cast.a_comment(harbour, **waiting),
            "other": cast.a_comment(courts, **waiting),
        }
        people = {"ravi": self.ravi, "unknown": Commenter.objects.create(email="zoe@example.org")}
        things = {**self.comments, **people, **self._published(harbour), **self._decided()}
        self.numbers = {name: str(thing.pk) for name, thing in things.items()}
        self.sessions = {role: _session(person) for role, person in self.people.items()}

    def _published(self, article):
        article.record("saved")
        row = {"page": "1", "after": "", "typed_at": 1, "fields": {"lead": "Typed."}}
        Autosave.keep(self.people["ida"], article, "1x2", **row)
        return {
            "article": article,
            "topic": article.topics.get(),
            "author": article.authors.get(),
            "picture": cast.a_picture(),
            "oldaddress": OldAddress.objects.create(path="/old/", article=article),
            "masthead": Masthead.current(),
            "kind_of_article": ContentType.objects.get_for_model(article),
        }

    def _decided(self):
        mo, tess = self.people["mo"], self.people["tess"]
        moderator_scope = ModeratorScope.objects.create(moderator=tess)
        moderator_scope.topics.add(cast.a_topic("harbour"))
        end, past = cast.from_now(days=7), cast.ago(days=1)
        given_up = {"to": self.ravi.email, "key": "1", "kind": "approved", "given_up_at": past}
        Job.plan("comment_decided", 0)
        Job.objects.filter(arguments=[0]).update(given_up_at=past)
        return {
            "scope": moderator_scope,
            "rule": PersonalRule.lay_down(self.ravi, Kind.HOLD, by=mo),
            "sender_block": SenderBlock.objects.create(until=end, by=mo),
            "block": NetworkBlock.objects.create(network="198.51.100.0/24", until=end, by=mo),
            "notification": Notification.objects.create(comment=self.comments["hers"], **given_up),
            "mo": mo,
            "group": mo.groups.get(),
            "job": Job.objects.get(fact="comment_decided", arguments=[0]),
            "kind_of_comment": ContentType.objects.get_for_model(self.comments["hers"]),
        }

    def client(self, role) -> Client:
        client = Client()
        if role == "reader":
            client.cookies[email_confirmation.COOKIE] = TimestampSigner(
                salt=email_confirmation.COOKIE_SALT
            ).sign(str(self.ravi.pk))
        if session := self.sessions.get(role):
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client

    def measured(self, line: Line) -> Line:
        """The line with what is found now."""
        address = line.address.format(**self.numbers)
        fields = sent(line, address, self)
        cells = []
        for role in ROLES:
            got = self.answer(role, "get", address, {})
            cells.append(f"{got}/{self.answer(role, 'post', address, fields)}")
        return line._replace(cells=cells)

    def answer(self, role, method, address, fields) -> str:
        """What one request comes to, as the table has it; nothing of it is kept."""
        files = {
            name: SimpleUploadedFile("boat.jpg", said)
            for name, said in fields.items()
            if isinstance(said, bytes)
        }
        with transaction.atomic():
            client = self.client(role)
            with CaptureQueriesContext(connection) as captured:
                answer = getattr(client, method)(address, fields | files)
            transaction.set_rollback(True)
        wrote = any(WRITES.match(query["sql"]) for query in captured)
        return f"{_standing(answer)}{'!' if wrote else ''}"


def _session(person) -> str:
    """Sign in once: each request is asked with the key, as that of the first one would be."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _standing(answer) -> str:
    if answer.status_code not in (301, 302):
        return str(answer.status_code)
    return "login" if answer.headers["Location"].startswith("/admin/login/") else "on"
