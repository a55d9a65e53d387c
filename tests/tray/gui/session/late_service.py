#!/usr/bin/python3
"""A notification service that comes up after the program, as it may at login.

  late_service.py TRAY CLI PRACTICE_SERVER   inside session.sh, on a bus that starts no service
"""

import os
import subprocess
import sys

import desktop
from desktop import wait_for

TRAY, CLI, SERVERS = sys.argv[1:4]
DATA = os.path.join(os.environ["HOME"], "data")

state = {}


def has_failed_to_show():
    log = os.path.join(DATA, "logs", "rdpready.log")
    if not os.path.exists(log):
        return False
    with open(log, encoding="utf-8") as lines:
        return "This desktop shows no notifications" in lines.read()


def without_a_service():
    """what is to be told finds no notification service"""
    servers = desktop.start(SERVERS, stdout=subprocess.PIPE, text=True)
    places = dict(servers.stdout.readline().split() for _ in range(4))
    subprocess.run([CLI, "--data-dir", DATA, "targets", "add", places["expired"], "Accounting"],
                   check=True)
    state["tray"] = desktop.start(TRAY, "--data-dir", DATA)
    wait_for("the failure to show it", has_failed_to_show)


def a_service_comes():
    """it is shown as soon as there is one"""
    desktop.start_notifications()
    wait_for("the notification", lambda: desktop.count_on_screen() == 1)
    desktop.picture("late-service")


if __name__ == "__main__":
    sys.exit(desktop.run([without_a_service, a_service_comes]))
