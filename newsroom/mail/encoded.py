"""E-mails with a subject or a sender in any script."""

from email.header import Header, decode_header, make_header
from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives

# Characters of an encoded word; RFC 2047, 2 allows 75. With "Subject: " in front it fills a line.
LONGEST_WORD = 68


class EncodedEmail(EmailMultiAlternatives):
    """An e-mail whose long headers are cut into encoded words as RFC 2047 wants them.

    Django makes words of 76 characters, and `formataddr` makes one of a whole name.
    """

    def message(self):
        message = super().message()  # which refuses line ends
        name, address = parseaddr(self.from_email)
        name = str(make_header(decode_header(name)))
        if not name.isascii():
            message.replace_header("From", f"{encoded(name)} <{address}>")
        if not self.subject.isascii():
            message.replace_header("Subject", encoded(str(self.subject)))
        return message


def encoded(words: str) -> str:
    return Header(words, "utf-8", maxlinelen=LONGEST_WORD).encode(linesep="")
