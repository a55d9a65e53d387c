#!/usr/bin/env python3
"""The portable zip under Wine: both programs run, and leave no trace outside their folder.

portable_test.py NEW OLD TEMPLATE     folders of packages (make_packages.sh), and a Wine prefix to copy
"""
import pathlib
import sys
import unittest
import zipfile

from wine_copy import copy_of, screen, wait_for

TEMPLATE, OLD, NEW = (pathlib.Path(sys.argv.pop()).resolve() for _ in range(3))
(PACKAGE,) = NEW.glob("*-portable.zip")
VERSION = PACKAGE.name.split("-")[1]


class Portable(unittest.TestCase):
    def setUp(self):
        self.wine = self.enter(copy_of(TEMPLATE, self.enter(screen())))
        stick = self.wine.drive / "USB-Stick von Zoë"
        with zipfile.ZipFile(PACKAGE) as packed:
            packed.extractall(stick)
        self.folder = stick / "RDP Ready"

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def test_holds_the_programs_and_the_mark(self):
        names = {entry.name for entry in self.folder.iterdir()}

        self.assertEqual(names, {"rdpready.exe", "rdpready-tray.exe", "LICENSE.txt", "LIBRARIES.txt", "README.txt",
                                 "portable", "fleet"})
        self.assertTrue({"rules.yml", "dashboard.json", "subscription.xml"} <=
                        {entry.name for entry in (self.folder / "fleet").iterdir()})
        self.assertEqual(self.wine.run(self.folder / "rdpready.exe", "--version"), (0, f"rdpready {VERSION}\n"))

    def test_programs_leave_no_trace_outside_their_folder(self):
        before = self.wine.state()

        self.wine.run(self.folder / "rdpready.exe", "targets", "add", "127.0.0.1:1", "Office")
        self.assertEqual(self.wine.run(self.folder / "rdpready.exe", "check", "--saved")[0], 2)
        self.start_tray()
        self.assertEqual(self.wine.run(self.folder / "rdpready-tray.exe", "--quit")[0], 0)

        outside = [line for line in self.wine.changes_since(before) if "USB-Stick" not in line]
        self.assertEqual(outside, [])
        self.assertTrue(list(self.folder.rglob("rdpready.db")))

    def start_tray(self):
        for log in self.folder.rglob("rdpready.log"):
            log.unlink()
        tray = self.wine.start(self.folder / "rdpready-tray.exe", "--show")
        self.addCleanup(tray.wait)
        self.addCleanup(self.wine.end)
        wait_for(lambda: any(self.folder.rglob("rdpready.log")), "the tray program has started and writes its log")


if __name__ == "__main__":
    unittest.main()
