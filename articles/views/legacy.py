"""Redirects from Blogger's and WordPress's addresses."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Topic


@require_safe
def label(request, name):
    topic = Topic.objects.filter(name__iexact=name).first()
    return HttpResponsePermanentRedirect(
        get_object_or_404(Topic, pk=topic and topic.pk).get_absolute_url()
    )


@require_safe
def feed(request):
    return HttpResponsePermanentRedirect(reverse("feed", args=["atom"]))
