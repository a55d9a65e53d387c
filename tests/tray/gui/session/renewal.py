#!/usr/bin/python3
"""A certificate is renewed behind the back of a real client, which would refuse it.

  renewal.py TRAY CLI LAB   inside session.sh; LAB is the folder with the real servers

xfreerdp remembers the certificate of FreeRDP's shadow server. The server gets a new one: the tray
tells it before the user connects, Fix… on the notification leads to the repair, and undo puts back.
"""

import contextlib
import os
import subprocess
import sys

import desktop
from desktop import find, wait_for

TRAY, CLI, LAB = sys.argv[1:4]
sys.path.insert(0, LAB)
import certificates  # noqa: E402
import rdp_servers  # noqa: E402

DATA = os.path.join(os.environ["HOME"], "data")
KNOWN_HOSTS = os.path.join(os.environ["XDG_CONFIG_HOME"], "freerdp", "known_hosts2")
APP = "rdpready-tray"
SCREEN_WIDTH = 1280
NAME = "Design studio"  # the one whose notification answers a click with Fix…

state = {}
server = contextlib.ExitStack()


def rdpready(*words):
    return subprocess.run([CLI, "--data-dir", DATA, *words], capture_output=True, text=True)


def serve(name, begins, ends):
    server.close()
    lab = state["lab"]
    certificates.write(lab.folder, name, certificates.pem(certificates.certificate(begins, ends)),
                       certificates.key_pem("rsa2048"))
    server.enter_context(lab.shadow(name, certificate=name, security="tls"))


def connects():
    """Whether xfreerdp comes through; a certificate that it does not know yet it takes."""
    command = ["xfreerdp", f"/v:localhost:{state['lab'].port}", "/u:someone", "/p:secret",
               "/sec:tls", "/cert:tofu", "+auth-only"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, timeout=desktop.PATIENCE_S,
                          capture_output=True).returncode == 0


def remembered():
    with open(KNOWN_HOSTS, "rb") as kept:
        return kept.read()


def begin():
    """xfreerdp connects once and remembers the certificate; the tray watches that computer"""
    lab = rdp_servers.Lab(os.path.join(os.environ["HOME"], "lab"))
    os.makedirs(lab.folder)
    lab.display, lab.port = os.environ["DISPLAY"], rdp_servers.free_port()
    state["lab"] = lab
    serve("old", begins=-160, ends=17)
    assert connects(), "xfreerdp does not connect."
    state["remembered"] = remembered()
    rdpready("targets", "add", f"localhost:{lab.port}", "--name", NAME)
    desktop.start_panel()
    desktop.start_notifications()
    state["tray"] = desktop.start(TRAY, "--data-dir", DATA)
    wait_for("the icon", desktop.tray_item)
    # Its end comes near, but it may yet be renewed: that is not told.
    wait_for("the icon's words", lambda: NAME + " is at risk" in desktop.icon_title())


def renewed():
    """the server has a new certificate, and a notification says what xfreerdp would do"""
    serve("new", begins=-0.01, ends=177)
    desktop.press_in_menu("Check now")
    wait_for("the notification", lambda: desktop.count_on_screen() == 1)
    desktop.picture("renewal-notification")
    assert not connects(), "xfreerdp does not mind, so there was nothing to tell."
    assert remembered() == state["remembered"]


def fix_from_notification():
    """Fix… on it shows what is to be forgotten, and forgets it"""
    desktop.click_at(SCREEN_WIDTH - 200, 120)
    wait_for("the plan", lambda: find(APP, "This computer can mend something"))
    desktop.picture("renewal-plan")
    told = desktop.shown_notifications()
    for words in (NAME + ": an old certificate is kept", "Its certificate was renewed as usual on ",
                  "will warn of a change, or refuse.", "Press Fix… to forget the old one"):
        assert words in told, words + " is not in " + told
    desktop.click_on(find(APP, "Do this step"))
    wait_for("the result", lambda: find(APP, "The connection is mended"))
    desktop.picture("renewal-mended")
    assert remembered() != state["remembered"], "It is still remembered."
    wait_for("the icon's words", lambda: NAME + " is ready" in desktop.icon_title())
    wait_for("the word that it is over", lambda: desktop.count_on_screen() == 1)


def put_back():
    """Undo… puts back what xfreerdp remembered, and nothing is told a second time"""
    desktop.click_on(find(APP, "Undo…"))
    desktop.click_on(wait_for("the button", lambda: find(APP, "Put back")))
    wait_for("what came of it", lambda: find(APP, "It was put back."))
    assert remembered() == state["remembered"]
    assert not connects(), "xfreerdp forgot it all the same."
    desktop.keys("Escape")
    desktop.press_in_menu("Check now")
    wait_for("the icon's words", lambda: NAME + " is at risk" in desktop.icon_title())
    assert desktop.count_on_screen() == 1, "It was told again."


def accepted_in_the_client():
    """once the user has taken the new certificate in xfreerdp, it is over by itself"""
    os.remove(KNOWN_HOSTS)
    assert connects(), "xfreerdp does not take the new certificate."
    desktop.press_in_menu("Check now")
    wait_for("the icon's words", lambda: NAME + " is ready" in desktop.icon_title())


if __name__ == "__main__":
    with server:
        sys.exit(desktop.run([begin, renewed, fix_from_notification, put_back,
                              accepted_in_the_client]))
