"""Reads Windows shortcuts ([MS-SHLLINK]): what they start."""
import dataclasses
import struct

HAS_TARGET_LIST, HAS_LINK_INFO, UNICODE = 0x1, 0x2, 0x80
# StringData, in the order of their flags.
TEXTS = ((0x4, "name"), (0x8, "relative_path"), (0x10, "folder"), (0x20, "arguments"), (0x40, "icon"))


@dataclasses.dataclass
class Shortcut:
    target: str = ""
    folder: str = ""
    arguments: str = ""


def word(data, at, form="<I"):
    return struct.unpack_from(form, data, at)[0]


def local_path(info):
    """LinkInfo's LocalBasePath, in Unicode where that is there."""
    if word(info, 4) >= 0x24 and word(info, 0x1C):
        text = info[word(info, 0x1C):]
        return text[: next(i for i in range(0, len(text), 2) if text[i:i + 2] == b"\0\0")].decode("utf-16-le")
    text = info[word(info, 0x10):]
    return text[: text.index(b"\0")].decode("latin-1")


def read(path):
    data = path.read_bytes()
    flags, at = word(data, 0x14), 0x4C
    found = Shortcut()
    if flags & HAS_TARGET_LIST:
        at += 2 + word(data, at, "<H")
    if flags & HAS_LINK_INFO:
        found.target = local_path(data[at:at + word(data, at)])
        at += word(data, at)
    for flag, name in TEXTS:
        if flags & flag:
            length = word(data, at, "<H") * (2 if flags & UNICODE else 1)
            text = data[at + 2:at + 2 + length].decode("utf-16-le" if flags & UNICODE else "latin-1")
            at += 2 + length
            if hasattr(found, name):
                setattr(found, name, text.rstrip("\0"))
    return found
