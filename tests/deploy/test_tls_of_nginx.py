"""The configuration as it is installed: TLS, HTTP/2, the way from http, names that are not ours."""

import shutil
import socket
import ssl
import subprocess
from http.client import HTTPConnection, RemoteDisconnected

import pytest

from tests.proxy import around, program, until_it_listens
from tests.site import free_port, missing
from tests.tree import ROOT

pytestmark = pytest.mark.site
NAME = "news.example.org"


@pytest.fixture
def doors(tmp_path):
    """nginx with deploy/nginx.conf but for folders and ports; yields those of https and http."""
    if not shutil.which("openssl"):
        missing("openssl", "apt-get install openssl")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", tmp_path / f"{NAME}.key", "-out", tmp_path / f"{NAME}.pem"),
        ],
        check=True,
        capture_output=True,
    )
    secure, plain = free_port(), free_port()
    config = (ROOT / "deploy/nginx.conf").read_text()
    for theirs, ours in {
        "listen [::]:": "# listen ",  # where this machine speaks no IPv6
        " listen 443": f" listen 127.0.0.1:{secure}",
        " listen 80": f" listen 127.0.0.1:{plain}",
        "/etc/ssl/certs": str(tmp_path),
        "/etc/ssl/private": str(tmp_path),
        "/var/cache/nginx": str(tmp_path),
        "/var/log/nginx": str(tmp_path / "log"),
    }.items():
        assert theirs in config, theirs
        config = config.replace(theirs, ours)
    (tmp_path / "log").mkdir()
    (tmp_path / "nginx.conf").write_text(around(config, tmp_path))
    command = [program(), "-c", tmp_path / "nginx.conf", "-p", tmp_path]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    process = subprocess.Popen(command)
    try:
        until_it_listens(secure)
        yield secure, plain, tmp_path / f"{NAME}.pem"
    finally:
        process.terminate()
        process.wait(timeout=20)


def handshake(door, certificate, name=NAME, newest=ssl.TLSVersion.TLSv1_3):
    context = ssl.create_default_context(cafile=certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    context.maximum_version = newest
    with (
        socket.create_connection(("127.0.0.1", door), 30) as line,
        context.wrap_socket(line, server_hostname=name) as secure,
    ):
        return secure.version(), secure.selected_alpn_protocol()


def test_it_speaks_todays_tls_and_http_2_to_who_asks_for_our_name(doors):
    door, _plain, certificate = doors
    assert handshake(door, certificate) == ("TLSv1.3", "h2")
    assert handshake(door, certificate, newest=ssl.TLSVersion.TLSv1_2) == ("TLSv1.2", "h2")
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        handshake(door, certificate, name="evil.example.com")


def test_http_leads_to_https_and_to_a_new_certificate(doors):
    _door, plain, _certificate = doors

    def ask(address, name):
        connection = HTTPConnection("127.0.0.1", plain, timeout=30)
        connection.request("GET", address, headers={"Host": name})
        answer = connection.getresponse()
        connection.close()
        return answer.status, answer.getheader("Location")

    assert ask("/2021/12/crane/?page=2", NAME) == (301, f"https://{NAME}/2021/12/crane/?page=2")
    assert ask("/.well-known/acme-challenge/none", NAME) == (404, None)
    with pytest.raises(RemoteDisconnected):
        ask("/", "evil.example.com")
