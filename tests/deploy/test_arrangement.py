"""README, systemd and nginx speak of one arrangement: folders, user, port."""

import re
import shutil
import subprocess
import sys

import pytest

from newsroom import outside
from newsroom.management.commands.serve import Command
from tests.tree import ROOT

README = (ROOT / "README.md").read_text()
NGINX = (ROOT / "deploy/nginx.conf").read_text()
DEPLOY = ROOT / "deploy"
UNITS = {
    str(path.relative_to(DEPLOY)): path.read_text()
    for pattern in ("*.service", "small/*.service", "one-server/*.service", "many/*.service")
    for path in DEPLOY.glob(pattern)
}
APP, DATA, PORT = "/srv/newsroom/app", "/srv/newsroom/data", "127.0.0.1:8000"


def test_there_is_one_data_folder():
    """K13b"""
    production = README.partition("## In production")[2].partition("\n## ")[0]
    for text in (production, NGINX, *UNITS.values()):
        folders = set(re.findall(r"/srv/newsroom(?:/\w+)?", text)) - {"/srv/newsroom"}
        assert folders <= {APP, DATA}, folders
        assert DATA in text
    assert f"alias {DATA}/static/;" in NGINX
    assert f"-m 0711 {DATA}" in production  # nginx passes, and nobody lists


@pytest.mark.parametrize("name", UNITS)
def test_each_unit_runs_as_the_user_that_may_write_there(name):
    """K13b"""
    unit = dict(re.findall(r"^(\w+)=(.*)$", UNITS[name], re.M))
    user = re.search(r"useradd .* (\w+)$", README, re.M)[1]
    assert (unit["User"], unit["WorkingDirectory"]) == (user, APP)
    assert f"Environment=NEWSROOM_DATA={DATA}" in UNITS[name]
    assert (unit["ReadWritePaths"], unit["ProtectSystem"]) == (DATA, "strict")
    command = unit["ExecStart"].split()
    assert command[:2] == [f"{APP}/.venv/bin/python", "manage.py"]
    assert f"-o {user} -g {user}" in README


def test_the_proxy_asks_where_the_paper_listens():
    """K13b"""
    parser = Command().create_parser("manage.py", "serve")
    options = parser.parse_args([])
    assert f"server {PORT} max_fails=0;" in NGINX
    assert f"{options.host}:{8000}" == PORT
    for name in ("small/newsroom.service", "one-server/newsroom.service"):
        assert "--port" not in UNITS[name]
        assert "Environment=TRUSTED_PROXIES=1" in UNITS[name]
        assert "KillMode=mixed" in UNITS[name]  # see newsroom/processes.py
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX


@pytest.mark.parametrize("path", [*DEPLOY.rglob("*.service"), *DEPLOY.rglob("*.timer")], ids=str)
def test_systemd_understands_each_unit(path, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed: apt-get install systemd")
    for file in (path, path.with_suffix(".service")):  # a timer calls a service of its name
        unit = file.read_text().replace(f"{APP}/.venv/bin/python", sys.executable)
        (tmp_path / file.name).write_text(unit)
    checked = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / path.name], capture_output=True, text=True
    )
    told = [line for line in checked.stderr.splitlines() if path.name in line]
    assert (checked.returncode, told) == (0, [])


def test_the_file_of_settings_of_one_server_is_read_as_it_is_meant():
    lines = (DEPLOY / "one-server/newsroom.env").read_text().splitlines()
    settings = dict(
        line.lstrip("#").split("=", 1) for line in lines if re.match("#?[A-Z_]+=", line)
    )
    assert outside.database(settings["DATABASE_URL"])["HOST"] == "/var/run/postgresql"
    for name in settings:
        assert f"| `{name}` |" in README or name == "REDIS_URL"


def test_what_is_copied_is_there():
    """K13b"""
    for name in re.findall(r"deploy/[\w./*-]+", README):
        assert list(ROOT.glob(name.rstrip("."))), name
    assert "**Upgrade.**" in README
    assert "**Backup.**" in README


def test_every_setting_is_in_the_table():
    """K13c"""
    settings = (ROOT / "newsroom/settings.py").read_text()
    names = set(re.findall(r'(?:env\.\w+|number|seconds)\(\s*"([A-Z_]+)"', settings))
    assert len(names) > 15
    for name in names:
        assert re.search(rf"^\| (`\w+`, )*`{name}`(, `\w+`)* \|", README, re.M), name
