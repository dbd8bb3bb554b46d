"""Letters over the wire, to a mail server that works, refuses, or is not there."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import formataddr, parseaddr

import pytest
from aiosmtpd.controller import Controller

from comments.models import Comment, Notification
from newsroom.mail.encoded import EncodedEmail
from newsroom.models import Pause
from tests.cast import a_comment, ago, an_article
from tests.site import free_port

RAVI = "ravi@example.org"


class MailServer:
    """`box` is what came in; `says` is how it answers to a message (RFC 5321, 4.2)."""

    def __init__(self, port):
        self.box, self.says = [], "250 OK"
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (its name for us)
        if self.says.startswith("250"):
            self.box.append(envelope)
        return self.says

    def stop(self):
        if self.controller.server:
            self.controller.stop()


@pytest.fixture
def server(settings):
    mail = MailServer(free_port())
    mail.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail.controller.port
    settings.EMAIL_TIMEOUT = 5
    yield mail
    mail.stop()


@pytest.fixture
def answered(article, server, work):
    """Ravi's comment, proved, and an answer to it by somebody who writes a hostile name."""
    first = a_comment(article, email=RAVI)
    first.confirm_email()
    work()
    server.box.clear()
    Notification.objects.all().delete()
    name = "Mallory\r\nBcc: everybody@example.com"
    text = '.\r\nQUIT\r\n<b onclick="sell()">watches</b>'
    return a_comment(article, parent=first, name=name, text=text)


def read(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_letter_goes_to_one_person_whole_and_signed_by_nobody_else(
    server, answered, work, settings
):
    """A66"""
    work()
    [envelope] = server.box
    assert envelope.rcpt_tos == [RAVI]
    assert envelope.mail_from == settings.DEFAULT_FROM_EMAIL
    notification = read(envelope)
    assert [notification["To"], notification["Cc"], notification["Bcc"]] == [RAVI, None, None]
    assert notification["Auto-Submitted"] == "auto-generated"
    assert notification["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = notification.iter_parts()
    assert '<b onclick="sell()">watches</b>' in plain.get_content()
    assert "\n.\n" in plain.get_content().replace("\r\n", "\n")
    # As readers of the page see it: what is allowed in a comment, and nothing else.
    assert "<br><b>watches</b>" in html.get_content()
    assert "onclick" not in html.get_content()


def test_a_headline_cannot_write_a_header(server, work):
    first = a_comment(an_article(headline="Boats\r\nBcc: everybody@example.com"), email=RAVI)
    first.confirm_email()
    a_comment(first.article, parent=first)
    work()
    assert server.box
    for notification in map(read, server.box):
        assert notification["Bcc"] is None
        assert (
            "Boats Bcc: everybody" in notification["Subject"]
            or "comment" in notification["Subject"]
        )


LONG_NAMES = [
    "Süddeutsche Donaudampfschifffahrtsgesellschaftszeitung für Öffentlichkeitsarbeit",
    "東京都新聞社日刊世界経済政治文化スポーツ総合新聞" * 4,
    "جريدة الميناء القديم اليومية للأخبار " * 3,
    "Вестник порта, «утренний» выпуск <5.0>; " * 3,
    "नमस्ते बंदरगाह समाचार " * 4,
    "📰👩‍👩‍👧‍👧" * 9,
    'The "Harbour", Post <x@example.com>; (old)',
    "A plain and long name of a paper " * 3,
]


def test_a_long_name_in_any_script_is_cut_into_words_that_every_server_reads(server):
    """K10f. At most 75 characters of an encoded word, 78 of a line (RFC 2047, 2)."""
    for name in map(str.strip, LONG_NAMES):
        from_email = formataddr((name, "noreply@example.org"))
        EncodedEmail(name, "Text", from_email, [RAVI]).send()
        head = server.box[-1].content.partition(b"\r\n\r\n")[0].decode("ascii")
        assert max(map(len, head.split("\r\n"))) <= 78
        assert max(map(len, re.findall(r"=\?\S+\?[bq]\?[^?]*\?=", head)), default=0) <= 75
        message = message_from_bytes(server.box[-1].content)
        decoded = make_header(decode_header(message["Subject"].replace("\r\n", "")))
        assert str(decoded) == name
        sender, address = parseaddr(message["From"].replace("\r\n", ""))
        assert (str(make_header(decode_header(sender))), address) == (name, "noreply@example.org")


def test_what_is_refused_for_now_is_sent_again_as_the_same_letter(server, answered, work):
    server.says = "451 Come back later"
    work()
    notification = Notification.objects.get()
    assert (notification.tries, notification.sent_at) == (1, None)
    assert notification.error == "smtplib.SMTPDataError (451)"
    server.says = "250 OK"
    work(5)
    notification.refresh_from_db()
    assert notification.sent_at
    assert len(server.box) == 1
    again = read(server.box[0])["Message-ID"]
    Notification.objects.update(sent_at=None, next_try_at=ago(minutes=1))
    work()
    assert read(server.box[1])["Message-ID"] == again


def test_without_a_mail_server_nothing_else_suffers(server, answered, work, reader):
    server.stop()
    work()
    assert (Notification.objects.get().tries, Pause.objects.count()) == (0, 1)
    assert reader.get(answered.article.get_absolute_url()).status == 200
    later = a_comment(answered.article, parent=Comment.objects.order_by("pk")[0])
    assert later.is_public
    work(5)
    assert not Notification.objects.exclude(sent_at=None).exists()
    assert Notification.objects.count() == 2
