"""Headers of every response, whatever its status."""

from functools import cache, wraps
from http import HTTPStatus

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

# All features of browsers that a page may ask for; ours need none of them.
FEATURES = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
]

HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
}

# Of what programs on other sites are meant to read and to show: the same for everybody, and sent
# without a cookie.
FOR_OTHER_SITES = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}

# Uploads are other people's files: whatever a browser takes them for, they may do nothing.
UPLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
# Pictures have random names, and a replaced one gets another (articles/models/picture.py).
FOR_GOOD = "public, max-age=31536000, immutable"
FILE_SENT = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}


def for_other_sites(view):
    """Decorator: programs and pages of other sites may read the response (W3C CORS, Fetch)."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            _open(response)
        return response

    return answer


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, but the policy of the site, which most responses have, is written once.

    One with a policy of its own, as at the desk, or with a nonce is left to the parent class.
    """

    def process_response(self, request, response):
        of_its_own = any(name.startswith("_csp") for name in vars(response))
        if settings.DEBUG or of_its_own or getattr(request, "_csp_nonce", None):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy())
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)
        return response


@cache
def _policy() -> str:
    # django-csp takes its rules out of a set, in another order in each process.
    return "; ".join(sorted(build_policy().split("; ")))


class SecurityHeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(settings.MEDIA_URL):
            _mark_upload(response)
        elif request.path.startswith(settings.STATIC_URL):
            _open(response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response:
            # Responses not declared public are private.
            response["Cache-Control"] = "no-store"
        return response


def _mark_upload(response):
    response.headers["Content-Security-Policy"] = UPLOAD_POLICY
    if response.status_code in FILE_SENT:
        _open(response)
        response.headers.setdefault("Cache-Control", FOR_GOOD)


def _open(response):
    for name, value in FOR_OTHER_SITES.items():
        response.headers[name] = value
