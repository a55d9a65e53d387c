#!/usr/bin/env python3
"""Writes what the MSI needs for the policies: msi_policies.py RDPReady.admx >policies.wxi

Each policy NAME becomes a property POLICY_NAME, a check of its value, a component policy_NAME with
the registry value, and a note by which an upgrade keeps it. Windows Installer does not know an empty
property from one that was not given, so "-" is how an upgrade is told to keep it no longer.
"""
import sys
import uuid
import xml.etree.ElementTree as xml
from xml.sax.saxutils import escape, quoteattr

SCHEMA = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
COMPONENTS = uuid.UUID("a6c1b2f0-33a7-4c54-9a0b-0b6a4d2b1f10")
NOTES = r"Software\RDP Ready\Setup"


def limits(name, element):
    """The condition that a value of the policy meets, and the sentence that says so."""
    if element.tag == SCHEMA + "decimal":
        least, most = element.get("minValue"), element.get("maxValue")
        return (f"{name} >= {least} AND {name} <= {most}",
                f"{name} is a number from {least} to {most}.")
    if element.tag == SCHEMA + "enum":
        words = [word.text for word in element.iter(SCHEMA + "string")]
        return (" OR ".join(f'{name} = "{word}"' for word in words),
                f"{name} is one of these words: {', '.join(words)}.")
    return None


def write(policy):
    element = policy.find(SCHEMA + "elements")[0]
    key, value = policy.get("key"), element.get("valueName")
    name = "POLICY_" + value.upper()
    kind = "integer" if element.tag == SCHEMA + "decimal" else "string"
    print(f'<Property Id="{name}"/>')
    print(f'<Property Id="NOTED_{name}"><RegistrySearch Id="find_{value}" Root="HKLM"'
          f' Key="{NOTES}" Name="{name}" Type="raw" Win64="yes"/></Property>')
    print(f'<CustomAction Id="take_{value}" Property="{name}" Value="[NOTED_{name}]"/>')
    if limits(name, element):
        condition, sentence = limits(name, element)
        condition = f'NOT {name} OR {name} = "-" OR ({condition})'
        print(f"<Condition Message={quoteattr(sentence)}>{escape(condition)}</Condition>")
    print(f'<DirectoryRef Id="INSTALLDIR"><Component Id="policy_{value}" Win64="yes"'
          f' Guid="{uuid.uuid5(COMPONENTS, value)}">')
    print(f'<RegistryValue Root="HKLM" Key={quoteattr(key)} Name="{value}" Type="{kind}"'
          f' Value="[{name}]" KeyPath="yes"/>')
    print(f'<RegistryValue Root="HKLM" Key="{NOTES}" Name="{name}" Type="string" Value="[{name}]"/>'
          "</Component></DirectoryRef>")
    print(f'<InstallExecuteSequence><Custom Action="take_{value}" Sequence="60">'
          f"NOTED_{name} AND NOT {name}</Custom></InstallExecuteSequence>")
    return value


print("<Include>")
values = [write(policy) for policy in xml.parse(sys.argv[1]).getroot().iter(SCHEMA + "policy")]
print('<Feature Id="policies" Level="1">')
for value in values:
    print(f'<ComponentRef Id="policy_{value}"/>')
print("</Feature></Include>")
