#!/usr/bin/env python3
"""The MSI for everyone on a computer, by msiexec under Wine: put in, told, renewed, taken out.

msi_test.py NEW OLD TEMPLATE     folders of packages (make_packages.sh), and a Wine prefix to copy
Wine's Windows Installer has no Restart Manager, so it is the MSI's own net that ends a running copy.
"""
import pathlib
import subprocess
import sys
import unittest

import shortcut
from wine_copy import copy_of, screen, wait_for

TEMPLATE, OLD, NEW = (pathlib.Path(sys.argv.pop()).resolve() for _ in range(3))
(MSI,) = NEW.glob("*.msi")
(OLD_MSI,) = OLD.glob("*.msi")
VERSION = MSI.stem.split("-")[1]
INSTALLED = {"rdpready.exe", "rdpready-tray.exe", "LICENSE.txt", "LIBRARIES.txt", "README.txt", "fleet"}
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
EVENT_SOURCE = r"System\CurrentControlSet\Services\EventLog\Application\RDP Ready"
POLICIES = r"Software\Policies\RDP Ready"
# What stays: own data, by promise, and the folder in which Windows Installer keeps its packages.
OWN_DATA, INSTALLERS_FOLDER = "AppData/Local/RDP Ready", "+ windows/Installer"


def is_old(program):
    return program.read_bytes().endswith(b"an older build\n")


class Msi(unittest.TestCase):
    def setUp(self):
        self.wine = self.enter(copy_of(TEMPLATE, self.enter(screen())))
        self.folder = self.wine.drive / "Program Files/RDP Ready"

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def msiexec(self, action, package, *properties):
        code, _ = self.wine.run("msiexec", action, f"Z:{package}".replace("/", "\\"), "/qn", *properties)
        return code

    def install(self, *properties, package=MSI):
        return self.msiexec("/i", package, *properties)

    def registry(self, key):
        """Names and values, as written in the registry file."""
        self.wine.wait_until_idle()
        return {name: value for (hive, place, name), value in self.wine.registry().items()
                if hive == "system" and place.lower() == key.lower()}

    def start_tray(self):
        log = self.wine.local / "RDP Ready/logs/rdpready.log"
        log.unlink(missing_ok=True)
        tray = self.wine.start(self.folder / "rdpready-tray.exe")
        self.addCleanup(tray.wait)
        self.addCleanup(self.wine.end)
        wait_for(log.exists, "the tray program has started and writes its log")

    def test_puts_in_programs_that_run(self):
        self.assertEqual(self.install(), 0)

        self.assertEqual({f.name for f in self.folder.iterdir()}, INSTALLED)
        self.assertEqual(self.wine.run(self.folder / "rdpready.exe", "--version"), (0, f"rdpready {VERSION}\n"))
        self.assertIn("rdpready-tray.exe", self.registry(RUN)["RDP Ready"])
        (entry,) = (self.wine.drive / "users").rglob("RDP Ready.lnk")  # Wine puts everyone's beside one's own
        self.assertEqual(shortcut.read(entry).target, self.wine.windows_path(self.folder / "rdpready-tray.exe"))

    def test_registers_the_messages_of_its_events(self):
        self.install()

        self.assertEqual(self.registry(EVENT_SOURCE),
                         {"EventMessageFile": r"C:\\Program Files\\RDP Ready\\rdpready.exe",
                          "TypesSupported": "dword:00000007"})

    def test_brings_what_it_needs_for_many_computers(self):
        self.install()

        self.assertTrue({"rules.yml", "dashboard.json", "subscription.xml", "README.md"} <=
                        {f.name for f in (self.folder / "fleet").iterdir()})

    def test_leaves_nothing_behind(self):
        before = self.wine.state()
        self.install("POLICY_CHECK_EVERY_MINUTES=15", "POLICY_JOURNAL_FILE=C:\\journal.jsonl")

        self.assertEqual(self.msiexec("/x", MSI), 0)

        changes = [line for line in self.wine.changes_since(before) if OWN_DATA not in line and line != INSTALLERS_FOLDER]
        self.assertEqual(changes, [])

    def test_the_program_obeys_a_policy_that_a_property_set(self):
        self.install("POLICY_METRICS_FILE=C:\\metrics für alle.txt")
        self.wine.run(self.folder / "rdpready.exe", "targets", "add", "127.0.0.1:1", "Office")

        watch = self.wine.start(self.folder / "rdpready.exe", "watch")
        self.addCleanup(watch.wait)
        self.addCleanup(self.wine.end)

        wait_for((self.wine.drive / "metrics für alle.txt").exists, "metrics are written where the policy says")

    def test_properties_become_policies(self):
        self.install("POLICY_CHECK_EVERY_MINUTES=15", "POLICY_NOTIFY_AT_LEAST=failure",
                     "POLICY_JOURNAL_FILE=C:\\logs\\journal für alle.jsonl", "POLICY_EVENT_LOG=on")

        self.assertEqual(self.registry(POLICIES),
                         {"check_every_minutes": "dword:0000000f", "notify_at_least": "failure", "event_log": "on",
                          "journal_file": "C:\\\\logs\\\\journal f\\xfcr alle.jsonl"})

    def test_values_that_make_no_sense_are_refused(self):
        for value in ("AUTOSTART=perhaps", "POLICY_CHECK_EVERY_MINUTES=often", "POLICY_CHECK_EVERY_MINUTES=0",
                      "POLICY_NOTIFY_AT_LEAST=never", "POLICY_EVENT_LOG=maybe"):
            with self.subTest(value):
                self.assertNotEqual(self.install(value), 0)
                self.assertFalse(self.folder.exists())

    def test_an_upgrade_keeps_what_the_first_setup_was_told(self):
        self.install("AUTOSTART=0", "POLICY_LOOK_LIMIT_SECONDS=30", package=OLD_MSI)
        self.assertNotIn("RDP Ready", self.registry(RUN))

        self.assertEqual(self.install(), 0)

        self.assertNotIn("RDP Ready", self.registry(RUN))
        self.assertEqual(self.registry(POLICIES), {"look_limit_seconds": "dword:0000001e"})
        self.assertFalse(is_old(self.folder / "rdpready.exe"))
        self.assertEqual(self.install("AUTOSTART=1", "REINSTALL=ALL", "REINSTALLMODE=omus"), 0)

    def test_an_upgrade_drops_the_policies_that_it_is_told_to_drop(self):
        self.install("POLICY_LOOK_LIMIT_SECONDS=30", "POLICY_JOURNAL_FILE=C:\\journal.jsonl",
                     "POLICY_EVENT_LOG=on", package=OLD_MSI)

        self.assertEqual(self.install("POLICY_LOOK_LIMIT_SECONDS=-", "POLICY_JOURNAL_FILE=-"), 0)

        self.assertEqual(self.registry(POLICIES), {"event_log": "on"})

    def test_one_version_is_installed_after_an_upgrade(self):
        self.install(package=OLD_MSI)
        self.install()

        self.wine.wait_until_idle()
        versions = [value for (_, key, name), value in self.wine.registry().items()
                    if r"CurrentVersion\Uninstall" in key and name == "DisplayVersion"]
        self.assertIn(VERSION, versions)
        self.assertNotIn("0.0.9", versions)

    def test_an_older_version_does_not_replace_it(self):
        self.install()

        self.assertNotEqual(self.install(package=OLD_MSI), 0)

        self.assertFalse(is_old(self.folder / "rdpready.exe"))

    def test_renews_a_running_copy_and_keeps_the_data(self):
        self.install(package=OLD_MSI)
        self.wine.run(self.folder / "rdpready.exe", "targets", "add", "pc.example.com", "Office")
        self.start_tray()

        self.assertEqual(self.install(), 0)

        for program in ("rdpready.exe", "rdpready-tray.exe"):
            self.assertFalse(is_old(self.folder / program), program)
        self.assertFalse(self.wine.runs("rdpready-tray.exe"))
        self.assertIn("Office", self.wine.run(self.folder / "rdpready.exe", "targets", "list")[1])

    def test_a_windows_that_is_too_old_is_refused(self):
        self.wine.run("winecfg", "-v", "win81")

        self.assertNotEqual(self.install(), 0)

        self.assertFalse(self.folder.exists())

    def test_the_shortcut_says_whose_notifications_are_shown(self):
        # Wine 8 does not read this table, so it is read here.
        said = subprocess.run(["msiinfo", "export", str(MSI), "MsiShortcutProperty"], capture_output=True, text=True,
                              check=True).stdout

        self.assertIn("start_menu\tSystem.AppUserModel.ID\tRDPReady.Tray", said)


if __name__ == "__main__":
    unittest.main()
