"""The settings, read from the environment, safe by default.

Everything written at run time lies below `NEWSROOM_DATA`. The repository holds no secret: the first
run makes a key (see `newsroom/secret.py`).
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from js_asset import static_lazy
from whitenoise.compress import Compressor

from newsroom import logs, outside, site_address

env = environ.Env()


def number(name: str, default: int) -> int:
    """Return an environment variable as an integer; `default` if it is empty."""
    word = env.str(name, default="").strip() or str(default)
    if not word.isdecimal():
        raise ImproperlyConfigured(f"{name}={word!r} has to be a whole number, 0 or more.")
    return int(word)


def seconds(name: str, default: float) -> float:
    try:
        return env.float(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has to be a number of seconds.") from error


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("NEWSROOM_DATA", default=str(BASE_DIR / "var"))).resolve()
# The owner's own templates, styles and icons, in front of ours (docs/look.md).
LOOK_DIR = Path(env.str("NEWSROOM_LOOK", default=str(DATA_DIR / "look"))).resolve()
outside.data_folder(DATA_DIR)

# -- who we are on the net ---------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or outside.secret(DATA_DIR)
SITE = site_address.site(
    env.str("SITE_URL", default="") or f"http://127.0.0.1:{number('PORT', 8000)}"
)
SITE_URL = SITE.geturl()
HTTPS = SITE.scheme == "https"
OTHER_HOSTS = env.str("ALLOWED_HOSTS", default="").replace(",", " ").split()
ALLOWED_HOSTS = site_address.allowed_hosts(SITE, OTHER_HOSTS)

# -- the parts ---------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles",
    "comments",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "crispy_forms",
    "csp",
    "django_prose_editor",
]

MIDDLEWARE = [
    "newsroom.site.middleware.LastKnownLanguageMiddleware",
    "newsroom.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.headers.PolicyMiddleware",
    "newsroom.null_characters.NullCharacterMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.health.WithoutDatabaseMiddleware",
    "newsroom.site.middleware.MastheadLocaleMiddleware",
    "articles.forwarding.OldAddressMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [LOOK_DIR / "templates", BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.site.middleware.masthead",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ("newsroom",)
CRISPY_TEMPLATE_PACK = "newsroom"

# -- database ----------------------------------------------------------------

# Each of the server's threads keeps its connection: a stored page is answered by one
# small read (newsroom/page_cache), and connecting would cost more than reading.
DATABASES = {
    "default": outside.database(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The moments at which pages change by the clock alone (newsroom/freshness.py).
CLOCKS = [
    "articles.Article.published_at",
    "articles.Article.unpublished_at",
    "articles.Article.comments_close_at",
    "articles.FrontPlace.until",
]

# What stands on every page beside the masthead, and is read with it: functions that take the topics
# which the masthead has in the menu, by primary key, and return a queryset.
ON_EVERY_PAGE = [
    "articles.on_every_page.topics_of_late",
    "articles.on_every_page.topics_in_menu",
    "articles.on_every_page.pages",
]

# What calls for work when a setting of the masthead is changed (newsroom/admin.py).
MASTHEAD_FACTS = {
    "name": "cards_outdated",
    "language": "language_changed",
    "comments_close_after": "closing_rule_changed",
}

# Where web processes share their stored pages; empty: each has its own (newsroom/page_cache).
REDIS_URL = outside.redis(env.str("REDIS_URL", default=""))

# A CDN that is told what has changed (newsroom/purging.py); empty: there is none.
PURGE_URL = outside.web_address("PURGE_URL", env.str("PURGE_URL", default=""))
PURGE_METHOD = env.str("PURGE_METHOD", default="POST")
PURGE_HEADER = env.str("PURGE_HEADER", default="")  # with its key

# Whether `serve` does what is due, too; false where `manage.py work` runs elsewhere (docs/many.md).
WORKS = env.bool("NEWSROOM_WORK", default=True)

# -- mail -------------------------------------------------------------------

# Letters come from here; readers' addresses are never senders.
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"noreply@{SITE.hostname}")
EMAIL_TIMEOUT = 20  # seconds
SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))
vars().update(outside.mail(env.str("EMAIL_URL", default="") or f"filemail:///{DATA_DIR / 'mail'}"))

# -- what fails --------------------------------------------------------------

LOGGING = logs.CONFIGURATION
# Who gets an e-mail about errors, besides the lines on stderr.
ADMINS = [(address, address) for address in env.list("ADMINS", default=[])]
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = f"[{SITE.hostname}] "

# -- words, time -------------------------------------------------------------

# Only the fallback: the masthead names the paper's language and time zone.
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.date_formats"]

# -- files -------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    *([LOOK_DIR / "static"] if (LOOK_DIR / "static").is_dir() else []),
    BASE_DIR / "static",
]

# Our parts of the editor, beside its own. It could make a sanitiser of them, too: newsroom/html is
# ours, so what they would tell it is nothing.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy(f"desk/editor/{part}.js")],
        "extensions": {part.capitalize(): "django_prose_editor.config.html_tags"},
    }
    for part in ("rules", "tools", "quotes", "pasting", "pictures", "cards", "parts")
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
S3_BUCKET = env.str("S3_BUCKET", default="")  # of all nodes; empty: the folder above
STORAGES = {
    "default": outside.media(
        bucket=S3_BUCKET,
        endpoint=env.str("S3_ENDPOINT", default=""),
        region=env.str("S3_REGION", default=""),
        key=env.str("S3_ACCESS_KEY", default=""),
        secret=env.str("S3_SECRET_KEY", default=""),
    ),
    "staticfiles": {"BACKEND": "newsroom.static.JoinedStaticFiles"},
}
# Maps of scripts are large, and only who mends a script asks for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; an article with tables is far below
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # a bulk decision over a full page of the queue
FILE_UPLOAD_PERMISSIONS = 0o644

# -- protection --------------------------------------------------------------

CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str] | bool]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        # Our one script builds elements; nothing on these pages turns a string into HTML.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}
DESK_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [NONE],
}
# What is set and does nothing, for the checks (newsroom/setting_checks.py).
HSTS_SECONDS_SET = bool(env.str("HSTS_SECONDS", default=""))
# Subdomains and the lists of browsers are the owner's choice; our own checks see to the rest.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if HTTPS:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
    # An hour: a mistake with TLS is over soon. Longer, and for more than this host, by choice.
    SECURE_HSTS_SECONDS = number("HSTS_SECONDS", 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
# A rule of the owner's own (comments/moderation/rules/custom.py): the dotted path of a
# function, and how long it may take. For the adapter to Akismet: its key.
COMMENT_RULE = env.str("NEWSROOM_COMMENT_RULE", default="")
COMMENT_RULE_SECONDS = seconds("NEWSROOM_COMMENT_RULE_SECONDS", 1.0)
AKISMET_KEY = env.str("AKISMET_KEY", default="")
AKISMET_ADDRESS = "https://rest.akismet.com/1.1/comment-check"

# How many proxies of our own stand in front; only then is their word about TLS believed.
TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Without them nobody says how a reader came: leading on to https would lead in a circle.
SECURE_SSL_REDIRECT = HTTPS and TRUSTED_PROXIES > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked on this machine, without TLS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds after the last work (newsroom/sign_in.py)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.text_given_back.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
