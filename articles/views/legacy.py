"""Redirects from Blogger's, WordPress's and Ghost's addresses."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import forwarding
from articles.models import Topic


@require_safe
def label(request, name):
    return forwarding.redirect(_topic(name).get_absolute_url(), request)


@require_safe
def label_feed(request, name):
    return forwarding.redirect(reverse("topic_feed", args=[_topic(name).slug, "atom"]), request)


def _topic(name):
    topic = Topic.objects.filter(name__iexact=name).first()
    return get_object_or_404(Topic, pk=topic and topic.pk)


@require_safe
def feed(request, form="atom"):
    return forwarding.redirect(reverse("feed", args=[form]), request)


@require_safe
def comments_feed(request):
    return forwarding.redirect(reverse("comments_feed", args=["atom"]), request)
