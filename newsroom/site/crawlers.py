"""AI crawlers, for training and for answers, as listed in robots.txt.

The names are from their own documentation (2026). robots.txt (RFC 9309) asks; it does not bar.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

TRAINING = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "Meta-ExternalAgent",
    "omgili",
    "PanguBot",
)
ANSWERING = (
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "DuckAssistBot",
    "MistralAI-User",
    "Meta-ExternalFetcher",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "YouBot",
)


class Choice(models.TextChoices):
    WELCOME = "welcome", _("allowed")
    ANSWER = "answer", _("allowed for answers, not for training")
    KEEP_OUT = "keep_out", _("asked to stay away")


UNWELCOME: dict[str, tuple[str, ...]] = {
    Choice.WELCOME: (),
    Choice.ANSWER: TRAINING,
    Choice.KEEP_OUT: TRAINING + ANSWERING,
}
