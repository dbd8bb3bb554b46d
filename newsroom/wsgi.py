import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()

from newsroom.pages import PageStore  # noqa: E402 (Django must be set up first)

application = PageStore(django)
