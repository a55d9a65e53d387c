#!/usr/bin/env python3
"""The setup program for one user, under Wine: put in, used, renewed over a running copy, taken out.

setup_test.py NEW OLD TEMPLATE     folders of packages (make_packages.sh), and a Wine prefix to copy
"""
import pathlib
import sys
import unittest

import shortcut
from wine_copy import copy_of, screen, wait_for

TEMPLATE, OLD, NEW = (pathlib.Path(sys.argv.pop()).resolve() for _ in range(3))
(SETUP,) = NEW.glob("*-setup.exe")
(OLD_SETUP,) = OLD.glob("*-setup.exe")
VERSION = SETUP.name.split("-")[1]
FOLDER = "Programs/RDP Ready"
INSTALLED = {"rdpready.exe", "rdpready-tray.exe", "LICENSE.txt", "LIBRARIES.txt", "README.txt", "Uninstall.exe"}
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\RDP Ready"


def install(wine, setup=SETUP, *switches):
    code, _ = wine.run(setup, "/S", *switches)
    return code


def uninstall(wine, folder, *switches):
    """Uninstall.exe hands over to a copy of itself, Un.exe, and returns at once."""
    code, _ = wine.run(folder / "Uninstall.exe", "/S", *switches)
    wait_for(lambda: not (folder / "Uninstall.exe").exists() and not wine.runs("Un.exe"), "the uninstaller has ended")
    return code


def start_menu_entry(wine):
    return wine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/RDP Ready.lnk"


def names_in(folder):
    return {entry.name for entry in folder.iterdir()} if folder.exists() else set()


def is_old(program):
    return program.read_bytes().endswith(b"an older build\n")


def add_a_target(test):
    code, said = test.wine.run(test.folder / "rdpready.exe", "targets", "add", "pc.example.com", "Office")
    test.assertEqual(code, 0, said)


def run_entry(wine):
    wine.wait_until_idle()
    return wine.registry_value("user", RUN, "RDP Ready")


class Setup(unittest.TestCase):
    def setUp(self):
        self.wine = self.enter(copy_of(TEMPLATE))
        self.folder = self.wine.local / FOLDER

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def test_puts_in_programs_that_run_and_says_so_to_windows(self):
        self.assertEqual(install(self.wine), 0)

        self.assertEqual(names_in(self.folder), INSTALLED)
        self.assertEqual(self.wine.run(self.folder / "rdpready.exe", "--version"), (0, f"rdpready {VERSION}\n"))
        entry = shortcut.read(start_menu_entry(self.wine))
        self.assertEqual(entry.target, self.wine.windows_path(self.folder / "rdpready-tray.exe"))
        self.assertEqual(entry.folder, self.wine.windows_path(self.folder))
        self.assertIn("rdpready-tray.exe", run_entry(self.wine))
        said = {name: value for (hive, key, name), value in self.wine.registry().items() if key == UNINSTALL}
        self.assertEqual(said["DisplayName"], "RDP Ready")
        self.assertEqual(said["DisplayVersion"], VERSION)
        self.assertTrue(said["Publisher"])
        self.assertIn("rdpready-tray.exe,0", said["DisplayIcon"])
        self.assertIn("/S", said["QuietUninstallString"])
        kilobytes = sum(f.stat().st_size for f in self.folder.iterdir()) / 1024
        self.assertAlmostEqual(int(said["EstimatedSize"].removeprefix("dword:"), 16), kilobytes, delta=8)

    def test_leaves_nothing_behind(self):
        before = self.wine.state()
        install(self.wine)

        uninstall(self.wine, self.folder)

        self.assertEqual(self.wine.changes_since(before), [])

    def test_takes_out_what_the_user_turned_on_and_off_since(self):
        before = self.wine.state()
        install(self.wine)
        self.wine.run("reg", "add", "HKCU\\" + APPROVED, "/v", "RDP Ready", "/t", "REG_BINARY", "/d", "03", "/f")

        uninstall(self.wine, self.folder)

        self.assertEqual(self.wine.changes_since(before), [])

    def test_leaves_own_data_unless_asked(self):
        self.assertEqual(install(self.wine), 0)
        add_a_target(self)
        data = self.wine.local / "RDP Ready"
        self.assertTrue(names_in(data))

        uninstall(self.wine, self.folder)
        kept = names_in(data)
        install(self.wine)
        uninstall(self.wine, self.folder, "/DELETEDATA=1")

        self.assertTrue(kept)
        self.assertFalse(data.exists())

    def test_does_not_start_at_login_when_told_so(self):
        install(self.wine, SETUP, "/AUTOSTART=0")

        self.assertIsNone(run_entry(self.wine))
        self.assertEqual(self.wine.run(self.folder / "rdpready.exe", "autostart", "status", "--json")[0], 0)

    def test_an_update_keeps_the_start_at_login_as_it_was(self):
        install(self.wine, OLD_SETUP)
        self.wine.run(self.folder / "rdpready.exe", "autostart", "off")

        install(self.wine, SETUP)
        kept_off = run_entry(self.wine)
        install(self.wine, SETUP, "/AUTOSTART=1")

        self.assertIsNone(kept_off)
        self.assertIsNotNone(run_entry(self.wine))

    def test_a_long_folder_in_other_letters_will_do(self):
        before = self.wine.state()
        folder = self.wine.drive / "Programme für Zoë Ωmega 😀" / "Отдел" / ("x" * 150)
        # NSIS takes all that is left, spaces and all, but no quotes, so these are words of their own.
        switch = "/D=" + self.wine.windows_path(folder)
        self.assertEqual(install(self.wine, SETUP, *switch.split(" ")), 0)

        self.assertEqual(names_in(folder), INSTALLED)
        self.assertEqual(self.wine.run(folder / "rdpready.exe", "--version")[0], 0)
        self.assertEqual(shortcut.read(start_menu_entry(self.wine)).folder, self.wine.windows_path(folder))
        uninstall(self.wine, folder)
        for parent in (folder.parent, folder.parent.parent):
            parent.rmdir()  # setup made them, but cannot know that nobody else uses them now
        self.assertEqual(self.wine.changes_since(before), [])

    def test_a_folder_that_windows_cannot_hold_is_refused(self):
        before = self.wine.files()

        code = install(self.wine, SETUP, "/D=C:\\" + "x" * 120 + "\\" + "y" * 120)

        self.assertEqual(code, 2)
        self.assertEqual(self.wine.files(), before)

    def test_another_folder_takes_the_place_of_the_first(self):
        install(self.wine, OLD_SETUP)
        elsewhere = self.wine.drive / "Elsewhere"

        install(self.wine, SETUP, "/D=C:\\Elsewhere")

        self.assertEqual(names_in(elsewhere), INSTALLED)
        self.assertEqual(names_in(self.folder), set())
        self.assertIn("Elsewhere", run_entry(self.wine))

    def test_refuses_a_windows_that_is_too_old(self):
        self.wine.run("winecfg", "-v", "win81")
        before = self.wine.files()

        code = install(self.wine)

        self.assertEqual(code, 2)
        self.assertEqual(self.wine.files(), before)

    def test_does_not_replace_a_newer_version(self):
        install(self.wine, SETUP)

        code = install(self.wine, OLD_SETUP)

        self.assertEqual(code, 2)
        self.assertFalse(is_old(self.folder / "rdpready-tray.exe"))

    def test_leaves_files_of_others_in_its_folder(self):
        install(self.wine)
        (self.folder / "notes.txt").write_text("mine")

        uninstall(self.wine, self.folder)

        self.assertEqual(names_in(self.folder), {"notes.txt"})


class SetupOverARunningCopy(unittest.TestCase):
    """With a screen, since the tray program needs one."""

    def setUp(self):
        display = Setup.enter(self, screen())
        self.wine = Setup.enter(self, copy_of(TEMPLATE, display))
        self.folder = self.wine.local / FOLDER

    def runs(self):
        return self.wine.runs("rdpready-tray.exe")

    def start_tray(self):
        log = self.wine.local / "RDP Ready/logs/rdpready.log"
        log.unlink(missing_ok=True)
        tray = self.wine.start(self.folder / "rdpready-tray.exe")
        self.addCleanup(tray.wait)
        self.addCleanup(self.wine.end)
        wait_for(log.exists, "the tray program has started and writes its log")

    def start_older_tray(self):
        self.assertEqual(install(self.wine, OLD_SETUP), 0)
        add_a_target(self)
        self.start_tray()

    def test_renews_it_starts_it_again_and_keeps_the_data(self):
        self.start_older_tray()

        self.assertEqual(install(self.wine, SETUP), 0)

        for program in ("rdpready.exe", "rdpready-tray.exe"):
            self.assertFalse(is_old(self.folder / program), program)
        wait_for(self.runs, "the newer tray program runs")
        self.assertIn("Office", self.wine.run(self.folder / "rdpready.exe", "targets", "list")[1])

    def test_does_not_start_what_did_not_run(self):
        self.assertEqual(install(self.wine, OLD_SETUP), 0)

        self.assertEqual(install(self.wine, SETUP), 0)

        self.assertFalse(self.runs())

    def test_changes_nothing_while_a_command_runs(self):
        self.assertEqual(install(self.wine, OLD_SETUP), 0)
        watch = self.wine.start(self.folder / "rdpready.exe", "watch")
        wait_for(lambda: self.wine.runs("rdpready.exe"), "a command runs")

        code = install(self.wine, SETUP)

        self.assertEqual(code, 2)
        self.assertTrue(is_old(self.folder / "rdpready-tray.exe"))
        self.wine.end()
        watch.wait()

    def test_takes_out_a_running_copy(self):
        before = self.wine.files()
        self.start_older_tray()

        uninstall(self.wine, self.folder, "/DELETEDATA=1")

        self.assertFalse(self.runs())
        self.assertEqual(self.wine.files() - before, set())


if __name__ == "__main__":
    unittest.main()
