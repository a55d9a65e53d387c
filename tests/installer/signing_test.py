#!/usr/bin/env python3
"""The signing hook, with a certificate made for the occasion.

signing_test.py SOURCE_ROOT NEW     the checkout, and a folder of packages (make_packages.sh)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

NEW = pathlib.Path(sys.argv.pop()).resolve()
ROOT = pathlib.Path(sys.argv.pop()).resolve()
SIGN = ROOT / "installer/windows/sign.sh"
PASSWORD = "geheim & lang"


def run(*words, **variables):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, env={**os.environ, **variables})


class Signing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        cls.certificate, cls.key, cls.both = folder / "c.pem", folder / "k.pem", folder / "both.p12"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", cls.key, "-out", cls.certificate,
                        "-passout", "pass:" + PASSWORD, "-subj", "/CN=RDP Ready tests", "-days", "2",
                        "-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature"],
                       check=True, capture_output=True)
        subprocess.run(["openssl", "pkcs12", "-export", "-in", cls.certificate, "-inkey", cls.key, "-out", cls.both,
                        "-passin", "pass:" + PASSWORD, "-passout", "pass:" + PASSWORD], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def verify(self, file):
        return run("osslsigncode", "verify", "-CAfile", self.certificate, "-in", file)

    def assert_signed(self, file):
        said = self.verify(file)
        self.assertEqual(said.returncode, 0, f"{file}: {said.stdout}{said.stderr}")
        self.assertIn("RDP Ready tests", said.stdout)

    def copy(self, name):
        return shutil.copy(next(NEW.glob(name)), self.scratch.name)

    def test_says_in_one_line_that_nothing_is_signed(self):
        said = run(SIGN)

        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertEqual(said.stdout.count("\n"), 1)
        self.assertTrue(said.stdout.startswith("Not signed: no certificate was given"))

    def test_signs_with_pem_files_and_a_password(self):
        file = self.copy("*-setup.exe")

        said = run(SIGN, file, RDPREADY_SIGN_CERTIFICATE=str(self.certificate), RDPREADY_SIGN_KEY=str(self.key),
                   RDPREADY_SIGN_PASSWORD=PASSWORD)

        self.assertEqual(said.returncode, 0, said.stderr)
        self.assert_signed(file)

    def test_signs_with_a_key_that_has_no_password(self):
        file, key = self.copy("*-setup.exe"), pathlib.Path(self.scratch.name, "open.pem")
        run("openssl", "rsa", "-in", self.key, "-passin", "pass:" + PASSWORD, "-out", key)

        said = run(SIGN, file, RDPREADY_SIGN_CERTIFICATE=str(self.certificate), RDPREADY_SIGN_KEY=str(key))

        self.assertEqual(said.returncode, 0, said.stderr)
        self.assert_signed(file)

    def test_signs_with_pkcs12_and_a_password_file(self):
        file = self.copy("*.msi")
        secret = pathlib.Path(self.scratch.name, "password")
        secret.write_text(PASSWORD + "\n")

        said = run(SIGN, file, RDPREADY_SIGN_PKCS12=str(self.both), RDPREADY_SIGN_PASSWORD_FILE=str(secret))

        self.assertEqual(said.returncode, 0, said.stderr)
        self.assert_signed(file)

    def test_a_wrong_password_fails_and_leaves_the_file_as_it_was(self):
        file = self.copy("*.msi")
        before = pathlib.Path(file).read_bytes()

        said = run(SIGN, file, RDPREADY_SIGN_PKCS12=str(self.both), RDPREADY_SIGN_PASSWORD="wrong")

        self.assertNotEqual(said.returncode, 0)
        self.assertIn("failed", said.stderr)
        self.assertNotIn("wrong", said.stderr)
        self.assertEqual(pathlib.Path(file).read_bytes(), before)

    def test_a_build_signs_programs_before_it_packs_them(self):
        programs, out = pathlib.Path(self.scratch.name, "programs"), pathlib.Path(self.scratch.name, "dist")
        with zipfile.ZipFile(next(NEW.glob("*-portable.zip"))) as packed:
            packed.extractall(programs)

        said = run(ROOT / "installer/build.sh", "--windows", programs, "--out", out, "setup", "msi", "portable",
                   RDPREADY_SIGN_PKCS12=str(self.both), RDPREADY_SIGN_PASSWORD=PASSWORD)

        self.assertEqual(said.returncode, 0, said.stderr)
        for name in ("*-setup.exe", "*.msi"):
            self.assert_signed(next(out.glob(name)))
        with zipfile.ZipFile(next(out.glob("*-portable.zip"))) as packed:
            packed.extractall(out)
        for name in ("rdpready.exe", "rdpready-tray.exe"):
            self.assert_signed(out / "RDP Ready" / name)


if __name__ == "__main__":
    unittest.main()
