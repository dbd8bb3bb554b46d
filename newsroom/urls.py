"""Every address of the paper; with importing/ the only place that knows both apps."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles.slugs import PATTERN as SLUG
from articles.views import reading
from comments.views import links_to_desk
from newsroom import health
from newsroom.media import media

handler400 = "newsroom.text_given_back.bad_request"
handler403 = "newsroom.text_given_back.permission_denied"
handler404 = "newsroom.text_given_back.not_found"
handler500 = "newsroom.text_given_back.server_error"

urlpatterns = [
    # Among the desk's addresses, for no answer below them is stored.
    path("admin/links/<str:number>/", links_to_desk.links_to_desk, name="links_to_desk"),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
    path("", include("articles.urls")),
    path("", include("comments.urls")),
    path(
        f"{settings.MEDIA_URL.strip('/')}/<path:path>",
        media,
        {"document_root": settings.MEDIA_ROOT},
    ),
    # The last: what is above is no page's (articles/slugs.py).
    re_path(rf"^(?P<slug>{SLUG})/$", reading.page, name="page"),
]
