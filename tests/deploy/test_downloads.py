"""What the servers are made of: a jar that is not the locked one is refused, and what is missing is one sentence."""

import ctypes.util
import functools
import hashlib
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.local import jars, mongodb, tools
from deploy.local.trouble import Trouble

COORDINATE = "id.example:a:1.0"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A Maven repository of our own, with one jar in it."""
    jar = tmp_path / "repository" / "id" / "example" / "a" / "1.0" / "a-1.0.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"a jar")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=tmp_path / "repository")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("ASN_MAVEN_BASE", f"http://127.0.0.1:{server.server_port}")
    yield jar
    server.shutdown()
    server.server_close()


def lock(folder, sha256):
    file = folder / "jars.lock"
    file.write_text(f"{COORDINATE} {sha256}\n")
    return file


def fetch(folder, sha256):
    return jars.ensure(lock=lock(folder, sha256), folder=folder / "kafka")


def test_a_jar_comes_from_the_repository_that_is_named_and_strangers_go(tmp_path, repository):
    (tmp_path / "kafka").mkdir()
    (tmp_path / "kafka" / "b-2.0.jar").write_bytes(b"of another release")
    folder = fetch(tmp_path, hashlib.sha256(b"a jar").hexdigest())
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("a-1.0.jar", b"a jar")]


def test_a_jar_that_is_not_the_locked_one_is_refused_and_not_kept(tmp_path, repository):
    with pytest.raises(Trouble, match=rf"{COORDINATE} is not the jar that jars\.lock names .* do not use this"):
        fetch(tmp_path, "0" * 64)
    assert list((tmp_path / "kafka").iterdir()) == []


def test_a_jar_that_is_nowhere_is_one_sentence_that_names_the_setting(tmp_path, repository):
    repository.unlink()
    with pytest.raises(Trouble, match=r"could not be fetched: connect to the network once .* ASN_MAVEN_BASE"):
        fetch(tmp_path, "0" * 64)


def test_a_missing_system_library_is_one_command(monkeypatch):
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Trouble, match="run 'sudo apt-get install -y libcurl4' and start again"):
        mongodb.require_library()


def test_every_tool_that_is_missing_is_named_in_one_sentence(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    there, not_there = tools.Tool("curl", lambda: True), tools.Tool("libatomic1", lambda: False)
    tools.ensure([there])
    with pytest.raises(Trouble, match=r"^The tests need more .* 'sudo apt-get install -y libatomic1 chromium'"):
        tools.ensure([there, not_there, tools.Tool("chromium", lambda: False)])


def test_what_something_else_does_as_well_is_asked_of_nobody(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    tools.ensure([tools.Tool("chromium-headless-shell", lambda: False, lambda: True)])


def test_where_it_may_be_done_what_is_missing_is_installed(monkeypatch):
    installed = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(tools.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(tools.subprocess, "run", lambda line, **_: installed.append(line))
    tools.ensure([tools.Tool("libatomic1", lambda: len(installed) == 2)])
    assert installed[1][:2] == ["apt-get", "install"] and installed[1][-1] == "libatomic1"
