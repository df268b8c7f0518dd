"""A PostgreSQL cluster of the tests' own, in a temporary folder, stopped when they end."""

from __future__ import annotations

import atexit
import functools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """Folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def _user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: another user then, and nothing else of theirs."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@functools.cache
def cluster() -> dict[str, Any]:
    """Start the cluster once, and return what a connection needs."""
    folder, home = programs(), Path(tempfile.mkdtemp(prefix="kinerja-pg-"))
    assert folder is not None
    user = _user()
    if user:
        os.chown(home, user["user"], user["group"])
    data = home / "data"

    def run(*command: str) -> None:
        subprocess.run(  # noqa: S603 - programs of PostgreSQL's own folder
            command, check=True, capture_output=True, cwd=home, env={"LC_ALL": "C.UTF-8"}, **user
        )

    run(str(folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "tester", "-E", "UTF8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c jit=off "
        "-c shared_buffers=64MB"
    )
    control, log = str(folder / "pg_ctl"), str(home / "log")
    run(control, "-D", str(data), "-o", options, "-l", log, "-w", "start")

    def stop() -> None:
        run(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    return {"host": "127.0.0.1", "port": port, "user": "tester", "database": "postgres"}
