"""A MariaDB server of the tests' own, in a temporary folder, stopped when they end."""

from __future__ import annotations

import atexit
import functools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any


def programs() -> bool:
    """Whether the server and the program that sets it up are there."""
    return all(shutil.which(name) for name in ("mariadbd", "mariadb-install-db"))


@functools.cache
def connection() -> Any:
    import pymysql

    home = Path(tempfile.mkdtemp(prefix="kinerja-maria-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        entry = pwd.getpwnam("mysql")
        user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        os.chown(home, entry.pw_uid, entry.pw_gid)
    data, at = home / "data", home / "socket"
    subprocess.run(  # noqa: S603 - a program of the system's packages
        [
            str(shutil.which("mariadb-install-db")),
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ],
        check=True,
        capture_output=True,
        **user,
    )
    server = subprocess.Popen(  # noqa: S603 - a program of the system's packages
        [
            str(shutil.which("mariadbd")),
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={at}",
            "--skip-networking",
            "--skip-grant-tables",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **user,
    )

    def stop() -> None:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    for _ in range(300):
        if at.exists():
            break
        time.sleep(0.1)
    made = pymysql.connect(unix_socket=str(at), user="root", autocommit=True)
    with made.cursor() as cursor:
        cursor.execute("CREATE DATABASE tests")
        cursor.execute("USE tests")
    return made


def run(text: str, columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Run a statement on a table `t` of these columns."""
    with connection().cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS t")
        kinds = ", ".join(f"`{name}` DOUBLE" for name in columns)
        cursor.execute(f"CREATE TABLE t ({kinds})")
        for row in zip(*columns.values(), strict=True):
            marks = ", ".join("%s" for _ in row)
            cursor.execute(f"INSERT INTO t VALUES ({marks})", row)  # noqa: S608
        cursor.execute(text)
        names = [item[0] for item in cursor.description]
        found = cursor.fetchall()
    columns_found = list(zip(*found, strict=True)) if found else [[]] * len(names)
    return {name: list(c) for name, c in zip(names, columns_found, strict=True)}
