#!/usr/bin/env python
"""The command line; `manage.py help newsroom` lists our commands."""

import os
import signal
import sys

ENDED_BY_CTRL_C = {"serve", "work"}

if __name__ == "__main__":
    # Raised in the middle of an import, inside a destructor say, Ctrl-C can be lost. Until these
    # commands mind it themselves it ends us at once, unless it is ignored (nohup).
    if {*sys.argv[1:2]} & ENDED_BY_CTRL_C and signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(sys.argv)
        except ImproperlyConfigured as error:
            sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
