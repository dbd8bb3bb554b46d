"""Where other blogs had theirs."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Topic


@require_safe
def label(request, name):
    """Blogger's address of a topic."""
    found = Topic.objects.filter(name__iexact=name).first()
    return HttpResponsePermanentRedirect(
        get_object_or_404(Topic, pk=found and found.pk).get_absolute_url()
    )


@require_safe
def feed(request):
    """Where Blogger and WordPress had their feeds."""
    return HttpResponsePermanentRedirect(reverse("feed", args=["atom"]))
