import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()

from newsroom.page_cache.cache import PageCache  # noqa: E402 (Django must be set up first)
from newsroom.page_cache.lanes import Lanes  # noqa: E402
from newsroom.page_cache.shared import shared_pages  # noqa: E402
from newsroom.page_cache.wsgi import PageCacheWSGI  # noqa: E402

# Of each web process; granian reads the same variable (manage.py serve sets it).
THREADS = int(os.environ.get("GRANIAN_BLOCKING_THREADS") or 32)
# Seconds, a fifth of Python's default: threads that send stored pages compete with workers.
sys.setswitchinterval(0.001)

application = PageCacheWSGI(django, Lanes.of(THREADS), shelf=PageCache(shared=shared_pages()))
