"""A test e-mail says in plain words what the mail server answered."""

import io
import smtplib
import socket
import ssl

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command

from newsroom.mail import trial
from newsroom.mail.trial_page import AN_HOUR

PAGE = "/admin/newsroom/masthead/test-email/"
RAVI = "ravi@example.org"
ANSWERS = [
    (None, "accepted the e-mail to ravi@example.org"),
    (
        smtplib.SMTPRecipientsRefused({RAVI: (550, b"No such\r\nuser")}),
        "refuses this address: 550 No such user",
    ),
    (smtplib.SMTPDataError(554, b"Spam"), "refuses the e-mail: 554 Spam"),
    (smtplib.SMTPSenderRefused(553, b"Not yours", "x"), "(MAIL_FROM): 553 Not yours"),
    (smtplib.SMTPAuthenticationError(535, b"\xff Who?"), "user name and password: 535"),
    (smtplib.SMTPNotSupportedError("STARTTLS not supported"), "asks for: STARTTLS not"),
    (smtplib.SMTPServerDisconnected("closed"), "Perhaps it wants TLS"),
    (ssl.SSLCertVerificationError(1, "certificate verify failed"), "(TLS) to mail.example.org:25"),
    (socket.gaierror(-2, "Name or service not known"), "no mail server called mail.example.org"),
    (TimeoutError("timed out"), "does not answer"),
    (ConnectionRefusedError(111, "Connection refused"), "cannot be reached: Connection refused"),
]


@pytest.fixture
def answer(db, settings, monkeypatch):
    """Have the mail server answer with an error, or accept (None)."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = trial.SMTP, "mail.example.org"
    settings.EMAIL_PORT = 25

    def set_answer(error):
        def send_messages(self, messages):
            if error:
                raise error
            return len(messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)

    return set_answer


@pytest.mark.parametrize(("error", "sentence"), ANSWERS)
def test_each_answer_of_the_mail_server_is_said_in_words(answer, error, sentence):
    """O23."""
    answer(error)
    outcome = trial.send(RAVI)
    assert outcome.is_accepted == (error is None)
    assert sentence in outcome.sentence
    assert "\n" not in outcome.sentence


def test_the_command_says_it_and_fails_where_it_failed(answer):
    """O23."""
    answer(None)
    output = io.StringIO()
    call_command("test_email", RAVI, stdout=output)
    assert ANSWERS[0][1] in output.getvalue()
    for error, sentence in ANSWERS[1:3]:
        answer(error)
        with pytest.raises(CommandError) as failure:
            call_command("test_email", RAVI)
        assert sentence in str(failure.value)
    with pytest.raises(CommandError, match="valid e"):
        call_command("test_email", "ravi")


def test_without_a_mail_server_it_says_where_e_mails_go(db, settings, tmp_path):
    """O23."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = trial.FOLDER, str(tmp_path)
    outcome = trial.send(RAVI)
    assert not outcome.is_accepted
    assert str(tmp_path) in outcome.sentence
    assert len(list(tmp_path.iterdir())) == 1


def test_at_the_desk_it_is_for_those_who_set_up_the_paper_and_not_without_end(
    client, ida, mo, answer
):
    """O23."""
    answer(None)
    client.force_login(mo)
    assert client.post(PAGE, {"address": RAVI}).status_code == 403
    assert "test-email" not in client.get("/admin/comments/notification/").content.decode()
    client.force_login(ida)
    page = client.get(PAGE).content.decode()
    assert "E-mails go to the mail server mail.example.org:25" in page
    assert 'value="ida@example.org"' in page
    assert client.post(PAGE, {"address": "ravi"}).status_code == 422
    for error, sentence in ANSWERS[:2]:
        answer(error)
        told = client.post(PAGE, {"address": RAVI})
        assert told.status_code == 200
        assert sentence in told.content.decode()
    for _ in range(AN_HOUR - 2):
        client.post(PAGE, {"address": RAVI})
    told = client.post(PAGE, {"address": RAVI})
    assert told.status_code == 429
    assert "You have sent many test e-mails" in told.content.decode()
