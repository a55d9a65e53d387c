"""Certificates and keys of every kind, made on the spot so that none expires in the repository."""

import datetime
import ipaddress
import os
from collections import namedtuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HOST = "localhost"
Signer = namedtuple("Signer", "certificate key")

PEM = serialization.Encoding.PEM
_keys = {}


def key_of(kind):
    """A private key: "rsa2048", "rsa1024", "ec"; one of each kind is shared by all."""
    if kind not in _keys:
        _keys[kind] = (ec.generate_private_key(ec.SECP256R1()) if kind == "ec"
                       else rsa.generate_private_key(65537, int(kind[3:])))
    return _keys[kind]


def certificate(begins=-1, ends=200, names=(HOST,), key="rsa2048", digest=hashes.SHA256(),
                signer=None, is_ca=False, common_name=None):
    """One certificate; `begins` and `ends` are days from now, `signer` none for self-signed."""
    now = datetime.datetime.utcnow()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name or names[0])])
    private = key_of(key)
    builder = (x509.CertificateBuilder()
               .subject_name(subject)
               .issuer_name(signer.certificate.subject if signer else subject)
               .public_key(private.public_key())
               .serial_number(x509.random_serial_number())
               .not_valid_before(now + datetime.timedelta(days=begins))
               .not_valid_after(now + datetime.timedelta(days=ends))
               .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True))
    if not is_ca:
        alternatives = [x509.DNSName(name) for name in names]
        if HOST in names:
            alternatives.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(signer.key if signer else private, digest)


def authority():
    """A private certificate authority: its root, and an intermediate that signs."""
    root = certificate(ends=3000, is_ca=True, common_name="Lab Root", key="rsa3072")
    root_signer = Signer(root, key_of("rsa3072"))
    middle = certificate(ends=2000, is_ca=True, common_name="Lab Intermediate", key="rsa4096",
                         signer=root_signer)
    return root, Signer(middle, key_of("rsa4096"))


def pem(*certificates):
    return b"".join(one.public_bytes(PEM) for one in certificates)


def key_pem(kind):
    return key_of(kind).private_bytes(PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                                      serialization.NoEncryption())


def write_kinds(folder):
    """Writes NAME.crt and NAME.key for each kind, and root.pem."""
    root, middle = authority()
    _keys["rsa2048 other"] = rsa.generate_private_key(65537, 2048)
    good = pem(certificate())
    kinds = {
        "valid": (good, "rsa2048"),
        "ecdsa": (pem(certificate(key="ec")), "ec"),
        "expiring": (pem(certificate(begins=-170, ends=7.5)), "rsa2048"),
        "expired": (pem(certificate(begins=-200, ends=-20)), "rsa2048"),
        "not_yet": (pem(certificate(begins=30, ends=400)), "rsa2048"),
        "far_future": (pem(certificate(ends=40 * 365)), "rsa2048"),
        "wrong_name": (pem(certificate(names=("other.example",))), "rsa2048"),
        "weak_key": (pem(certificate(key="rsa1024")), "rsa1024"),
        "weak_signature": (pem(certificate(digest=hashes.SHA1())), "rsa2048"),
        "private_ca": (pem(certificate(signer=middle), middle.certificate), "rsa2048"),
        "private_ca_with_root": (pem(certificate(signer=middle), middle.certificate, root),
                                 "rsa2048"),
        "private_ca_wrong_name": (pem(certificate(names=("other.example",), signer=middle),
                                      middle.certificate), "rsa2048"),
        "private_ca_leaf_only": (pem(certificate(signer=middle)), "rsa2048"),
        "mismatched_key": (good, "rsa2048 other"),
    }
    for name, (chain, key) in kinds.items():
        write(folder, name, chain, key_pem(key))
    write(folder, "garbage_key", good, b"not a key\n")
    write(folder, "unreadable_key", good, key_pem("rsa2048"))
    os.chmod(os.path.join(folder, "unreadable_key.key"), 0o600)
    with open(os.path.join(folder, "root.pem"), "wb") as out:
        out.write(pem(root))


def write(folder, name, chain, key):
    for ending, content in (("crt", chain), ("key", key)):
        path = os.path.join(folder, f"{name}.{ending}")
        with open(path, "wb") as out:
            out.write(content)
        os.chmod(path, 0o644)
