#!/usr/bin/env python3
"""The Group Policy templates against the program: every setting has its policy, in both languages.

policies_test.py SOURCE_ROOT
"""
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(sys.argv.pop())
FOLDER = ROOT / "installer/windows/policies"
SCHEMA = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
LANGUAGES = ("en-US", "de-DE")


def parse(path):
    return xml.parse(path).getroot()


def policies():
    return list(parse(FOLDER / "RDPReady.admx").iter(SCHEMA + "policy"))


def element_of(policy):
    (element,) = policy.find(SCHEMA + "elements")
    return element


def references(kind):
    """What the template asks of a language: ids of strings or presentations."""
    text = (FOLDER / "RDPReady.admx").read_text(encoding="utf-8")
    return set(re.findall(r"\$\(" + kind + r"\.([a-z_0-9]+)\)", text))


def definitions(language, kind):
    return [e.get("id") for e in parse(FOLDER / language / "RDPReady.adml").iter(SCHEMA + kind)]


class Policies(unittest.TestCase):
    def test_every_setting_of_the_program_has_a_policy_and_no_other(self):
        source = (ROOT / "tray/app/preferences.cpp").read_text(encoding="utf-8")
        settings = re.findall(r'constexpr std::string_view \w+_key = "(\w+)"', source)

        values = [element_of(policy).get("valueName") for policy in policies()]

        self.assertGreater(len(settings), 0)
        self.assertEqual(sorted(values), sorted(settings))

    def test_limits_of_numbers_are_those_of_the_program(self):
        source = (ROOT / "tray/app/preferences.cpp").read_text(encoding="utf-8")
        names = dict(re.findall(r'constexpr std::string_view (\w+_key) = "(\w+)"', source))
        bounds = {names[key]: (eval(least, {}), eval(most, {}))  # "1", "24 * 60"
                  for key, least, most in re.findall(r"\{(\w+_key), ([\d* ]+), ([\d* ]+)\}", source)}

        limits = {element.get("valueName"): (int(element.get("minValue")), int(element.get("maxValue")))
                  for element in map(element_of, policies()) if element.tag == SCHEMA + "decimal"}

        self.assertGreater(len(bounds), 0)
        self.assertEqual(limits, bounds)

    def test_long_texts_fit_in(self):
        lengths = {element.get("valueName"): int(element.get("maxLength", "1023"))  # by the schema
                   for element in map(element_of, policies()) if element.tag == SCHEMA + "text"}

        self.assertGreaterEqual(lengths["targets"], 32767)
        self.assertGreaterEqual(lengths["command"], 8191)
        for name in ("journal_file", "metrics_file"):
            self.assertGreaterEqual(lengths[name], 4095)

    def test_explanations_name_the_number_that_holds_without_the_policy(self):
        for language in LANGUAGES:
            root = parse(FOLDER / language / "RDPReady.adml")
            texts = {e.get("id"): e.text for e in root.iter(SCHEMA + "string")}
            for field in root.iter(SCHEMA + "decimalTextBox"):
                name = field.get("refId")
                with self.subTest(language=language, policy=name):
                    without = texts[name + "_explained"].split("\n\n")[-1]
                    self.assertIn(field.get("defaultValue"), re.findall(r"\d+", without))

    def test_every_policy_is_read_from_where_the_program_looks(self):
        source = (ROOT / "monitor/platform/windows/machine_policy.cpp").read_text(encoding="utf-8")
        (key,) = re.findall(r'policy_key = "(.*)"', source)

        for policy in policies():
            self.assertEqual(policy.get("key"), key.replace("\\\\", "\\"))
            self.assertEqual(policy.get("class"), "Both")

    def test_words_to_choose_from_are_those_that_the_program_knows(self):
        words = [w.text for p in policies() for w in element_of(p).iter(SCHEMA + "string")]

        source = "".join((ROOT / file).read_text(encoding="utf-8")
                         for file in ("monitor/model/finding.cpp", "tray/app/preferences.cpp"))

        self.assertEqual(len(words), 5)
        for word in words:
            self.assertIn(f'"{word}"', source)

    def test_every_language_has_every_text_once_and_none_too_many(self):
        for language in LANGUAGES:
            for kind in ("string", "presentation"):
                with self.subTest(language=language, kind=kind):
                    self.assertEqual(sorted(definitions(language, kind)), sorted(references(kind)))

    def test_no_text_is_empty_and_german_is_german(self):
        texts = {language: {e.get("id"): e.text for e in parse(FOLDER / language / "RDPReady.adml").iter(SCHEMA + "string")}
                 for language in LANGUAGES}

        for name, english in texts["en-US"].items():
            self.assertTrue(english.strip(), name)
            self.assertTrue(texts["de-DE"][name].strip(), name)
            if name != "rdpready":
                self.assertNotEqual(texts["de-DE"][name], english)

    def test_every_field_on_screen_belongs_to_a_value(self):
        fields = {policy.get("presentation"): element_of(policy).get("id") for policy in policies()}

        for language in LANGUAGES:
            for presentation in parse(FOLDER / language / "RDPReady.adml").iter(SCHEMA + "presentation"):
                (field,) = presentation
                self.assertEqual(field.get("refId"), fields[f"$(presentation.{presentation.get('id')})"])

    def test_categories_and_versions_that_are_referred_to_are_defined(self):
        root = parse(FOLDER / "RDPReady.admx")
        categories = {e.get("name") for e in root.iter(SCHEMA + "category")}
        systems = {e.get("name") for e in root.iter(SCHEMA + "definition")}

        for policy in policies():
            self.assertIn(policy.find(SCHEMA + "parentCategory").get("ref"), categories)
            self.assertIn(policy.find(SCHEMA + "supportedOn").get("ref"), systems)


if __name__ == "__main__":
    unittest.main()
