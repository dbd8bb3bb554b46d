"""Headers of every response, whatever its status."""

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

# Uploads are other people's files: whatever a browser takes them for, they may do nothing.
UPLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


class SecurityHeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(settings.MEDIA_URL):
            response.headers["Content-Security-Policy"] = UPLOAD_POLICY
        if "Cache-Control" not in response:
            # Responses not declared public are private.
            response["Cache-Control"] = "no-store"
        return response
