#!/usr/bin/env python3
"""Makes vectors.json: what a central and a terminal in another language send by central-api.yaml.

Written from the contract alone, with Python's `cryptography` (46 or later) and `hashlib`; nothing of this
program's Java is used. Deterministic (RFC 6979): a second run writes the same bytes.

    python3 make_vectors.py > vectors.json
"""

import base64
import hashlib
import hmac
import io
import json
import struct
import zipfile

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AT = "2026-11-24T06:32:00Z"
AT_SECONDS = 1795501920
TERMINAL = "ST-0412-03"
TX = "0192f3a4-7c11-7def-8a10-0123456789ab"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()


# --- RFC 8785, for what the contract allows: objects, lists, text, whole numbers, true, false, null


def quoted(text):
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    out = []
    for c in text:
        if c in short:
            out.append(short[c])
        elif ord(c) < 0x20:
            out.append("\\u%04x" % ord(c))
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(quoted(n) + ":" + canonical(value[n]) for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def form(value):
    return canonical(value).encode()


# --- keys and signatures


def key_from(number):
    return ec.derive_private_key(number, ec.SECP256R1())


def public_jwk(key, kid, use=None):
    numbers = key.public_key().public_numbers()
    jwk = {"kty": "EC"}
    if use:
        jwk["use"] = use
    jwk.update(
        {"crv": "P-256", "kid": kid, "x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big"))}
    )
    return jwk


def private_jwk(key, kid, use=None):
    return public_jwk(key, kid, use) | {"d": b64(key.private_numbers().private_value.to_bytes(32, "big"))}


def es256(key, data):
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def compact(key, header, payload, sign=es256):
    signed = b64(json.dumps(header, separators=(",", ":")).encode()) + "." + b64(payload)
    return signed + "." + b64(sign(key, signed.encode()))


def detached(key, kid, payload, **more):
    head, _, signature = compact(key, {"kid": kid, "alg": "ES256", **more}, payload).split(".")
    return head + ".." + signature


CENTRAL = key_from(0x4F70656E53544D2D63656E7472616C2D766563746F72)
NEXT = key_from(0x4F70656E53544D2D6E6578742D766563746F72)
STRANGER = key_from(0x4F70656E53544D2D737472616E6765722D766563746F72)
TERMINAL_KEY = key_from(0x4F70656E53544D2D7465726D696E616C2D766563746F72)
EXPORTS = key_from(0x4F70656E53544D2D6578706F7274732D766563746F72)
PHONE = key_from(0x4F70656E53544D2D70686F6E652D766563746F72)


def signed_by_central(tree, key=CENTRAL, kid="central"):
    return tree | {"signature": detached(key, kid, form(tree))}


def request(method, path, idempotency_key, body, nonce):
    words = "\n".join([method, path, idempotency_key, sha256_hex(body)]).encode()
    return {
        "method": method,
        "path": path,
        "idempotencyKey": idempotency_key,
        "body": body.decode(),
        "signature": detached(TERMINAL_KEY, TERMINAL, words, at=AT, nonce=nonce),
        "strangersSignature": detached(STRANGER, TERMINAL, words, at=AT, nonce=nonce + "5"),
    }


# --- what the vectors are


def canonical_forms():
    # RFC 8785, section 3.2.2 without its fractions, and section 3.2.3
    yield (
        '{"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
        '{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    yield (
        '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",'
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",'
        '"\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    )
    every = {"".join(map(chr, range(0, 0x21))): "\u007f\u0085\u2028\u2029/<>&'\"\\ 李\U0001f9d3", "z": [], "a": {}}
    yield (json.dumps(every, indent=2), canonical(every))
    numbers = {"b": [0, -1, 9007199254740991, -9007199254740991], "B": 1056480}
    yield (json.dumps(numbers), canonical(numbers))


def submission():
    return {
        "answers": {"again": "yes"},
        "identity": {"factors": ["id-card"], "level": "L1"},
        "occurredAt": AT,
        "service": "pension/life-proof",
        "serviceVersion": 1,
        "stored": False,
        "subject": {"layout": "resident", "name": "李秀兰", "number": "530102195503080028"},
        "terminal": TERMINAL,
        "txId": TX,
    }


PDF = b"%PDF-1.7\n% a document of somebody else's making\n%%EOF"


def receipt():
    return {
        "acceptedAt": AT,
        "caseNumber": "SF202611240001",
        "documents": [],
        "message": {"en": "Done.", "zh-CN": "办好了。"},
        "requestDigest": sha256_hex(form(submission())),
        "result": {"nextDue": "2027-11-24"},
        "state": "ACCEPTED",
        "txId": TX,
        "version": 1,
    }


def pairing():
    code, key = "ABCD-EFGH", json.dumps(public_jwk(TERMINAL_KEY, TERMINAL), separators=(",", ":"))
    secret = PBKDF2HMAC(hashes.SHA256(), 32, b"openstm/pairing/" + TERMINAL.encode(), 100_000).derive(b"ABCDEFGH")

    def proof(words):
        return hmac.new(secret, words.encode(), hashlib.sha256).hexdigest()

    answer = {
        "key": json.dumps(public_jwk(CENTRAL, "central"), separators=(",", ":")),
        "exports": json.dumps(public_jwk(EXPORTS, "central-exports", "enc"), separators=(",", ":")),
    }
    return {
        "code": code,
        "terminalKey": key,
        "terminalProof": proof("terminal\n" + key),
        "answer": answer | {"proof": proof("central\n" + key + "\n" + sha256_hex(form(answer)))},
    }


def manifest():
    item = b"id: pension/life-proof\n"
    return {
        "files": [{"bytes": len(item), "path": "pension/life-proof.yaml", "sha256": sha256_hex(item)}],
        "from": AT,
        "number": 7,
        "program": "0.1.0",
        "until": "2027-11-24T06:32:00Z",
    }


def key_set():
    tree = {
        "version": 1,
        "keys": [
            {"key": json.dumps(public_jwk(CENTRAL, "central"), separators=(",", ":")), "from": "2026-01-01T00:00:00Z"},
            {"key": json.dumps(public_jwk(NEXT, "central-2"), separators=(",", ":")), "from": AT},
        ],
    }
    return tree | {"signatures": [detached(CENTRAL, "central", form(tree))]}


def phone_claims(jti):
    return json.dumps(
        {
            "iss": "province-app",
            "aud": [TERMINAL],
            "iat": AT_SECONDS,
            "exp": AT_SECONDS + 60,
            "jti": jti,
            "ref": "reference-1",
            "acr": "urn:level-2",
        }
    ).encode()


# SM2 with SM3 (GM/T 0003.2, GM/T 0009), written out: `cryptography` has no SM2

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


def add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0:
            return None
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def times(k, point):
    out = None
    while k:
        if k & 1:
            out = add(out, point)
        point, k = add(point, point), k >> 1
    return out


def sm3(data):
    return hashlib.new("sm3", data).digest()


SM2_KEY = int.from_bytes(sm3(b"OpenSTM sm2 vector"), "big") % N
SM2_POINT = times(SM2_KEY, G)


def word(number):
    return number.to_bytes(32, "big")


def sm2(key, data):
    signer = b"1234567812345678"
    z = sm3(struct.pack(">H", 8 * len(signer)) + signer + b"".join(map(word, [A, B, *G, *SM2_POINT])))
    e = int.from_bytes(sm3(z + data), "big")
    k = int.from_bytes(sm3(word(key) + word(e)), "big") % N
    r = (e + times(k, G)[0]) % N
    return word(r) + word(pow(1 + key, -1, N) * (k - r * key) % N)


def phone_codes():
    es = {"alg": "ES256", "kid": "phone-1", "typ": "kiosk-id+jwt"}
    chinese = {"alg": "SGD_SM3_SM2", "kid": "phone-sm2", "typ": "kiosk-id+jwt"}
    return {
        "keys": [
            public_jwk(PHONE, "phone-1") | {"alg": "ES256"},
            {
                "kty": "EC",
                "crv": "SM2",
                "alg": "SGD_SM3_SM2",
                "kid": "phone-sm2",
                "x": b64(word(SM2_POINT[0])),
                "y": b64(word(SM2_POINT[1])),
            },
        ],
        "ES256": compact(PHONE, es, phone_claims("first-use-1")),
        "SGD_SM3_SM2": compact(SM2_KEY, chinese, phone_claims("first-use-2"), sm2),
    }


def piece_export():
    """The format before CMS: JWE with ECDH-ES (RFC 7518, section 4.6), then the pieces, then the terminal's signature."""
    ephemeral = key_from(0x4F70656E53544D2D657068656D6572616C2D766563746F72)
    jwk = public_jwk(EXPORTS, "central-exports")
    thumbprint = b64(hashlib.sha256(form({n: jwk[n] for n in ("crv", "kty", "x", "y")})).digest())
    epk = public_jwk(ephemeral, "")
    epk.pop("kid")
    header = b64(form({"alg": "ECDH-ES", "enc": "A256GCM", "epk": epk, "kid": thumbprint}))

    def part(data):
        return struct.pack(">I", len(data)) + data

    shared = ephemeral.exchange(ec.ECDH(), EXPORTS.public_key())
    other = part(b"A256GCM") + part(b"") + part(b"") + struct.pack(">I", 256)
    wrapping = ConcatKDFHash(hashes.SHA256(), 32, other).derive(shared)
    content_key = hashlib.sha256(b"content key").digest()
    nonce = b"\0" * 12
    sealed = AESGCM(wrapping).encrypt(nonce, content_key, header.encode())
    jwe = ".".join([header, "", b64(nonce), b64(sealed[:-16]), b64(sealed[-16:])])

    head = b"OpenSTM-Export/1\n" + jwe.encode() + b"\n"
    words = form({"what": "vector"})
    clear = part(words) + b"payload " * 8_500
    pieces = [clear[i : i + 65_536] for i in range(0, len(clear), 65_536)]
    out = head
    for number, piece in enumerate(pieces):
        nonce = b"\0" * 7 + struct.pack(">I", number) + bytes([number == len(pieces) - 1])
        out += part(AESGCM(content_key).encrypt(nonce, piece, hashlib.sha256(head).digest()))
    out += struct.pack(">I", 0)
    signed = b"openstm/export\n" + sha256_hex(out).encode()
    return out + detached(TERMINAL_KEY, TERMINAL, signed, at=AT).encode() + b"\n"


# --- DER and CMS (RFC 5652, 5083, 5084, 5753), written out: `cryptography` signs CMS with certificates only


def der(tag, *parts):
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def sequence(*parts):
    return der(0x30, *parts)


def set_of(*parts):
    return der(0x31, *sorted(parts))


def integer(number):
    return der(0x02, bytes([number]))


def octets(data):
    return der(0x04, data)


def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = bytes([40 * first + second])
    for arc in rest:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.insert(0, arc & 0x7F | 0x80)
        out += bytes(groups)
    return der(0x06, out)


PKCS9 = "1.2.840.113549.1.9."
SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"))
ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"))
AES256_WRAP = sequence(oid("2.16.840.1.101.3.4.1.45"))


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_identifier(key):
    return hashlib.sha1(point(key)).digest()


def enveloped(content):
    """AuthEnvelopedData by AES-256-GCM; ephemeral-static ECDH for the export key."""
    ephemeral = key_from(0x4F70656E53544D2D636D732D766563746F72)
    content_key, nonce = hashlib.sha256(b"cms content key").digest(), hashlib.sha256(b"cms nonce").digest()[:12]
    shared_info = sequence(AES256_WRAP, der(0xA2, octets(struct.pack(">I", 256))))
    wrapping = X963KDF(hashes.SHA256(), 32, shared_info).derive(ephemeral.exchange(ec.ECDH(), EXPORTS.public_key()))
    curve = sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"))
    agreement = der(
        0xA1,
        integer(3),
        der(0xA0, der(0xA1, curve, der(0x03, b"\0", point(ephemeral)))),
        sequence(oid("1.3.132.1.11.1"), AES256_WRAP),
        sequence(
            sequence(der(0xA0, octets(key_identifier(EXPORTS))), octets(aes_key_wrap(wrapping, content_key))),
        ),
    )
    cipher = sequence(oid("2.16.840.1.101.3.4.1.46"), sequence(octets(nonce), integer(16)))
    sealed = AESGCM(content_key).encrypt(nonce, content, None)
    return sequence(
        oid(PKCS9 + "16.1.23"),
        der(
            0xA0,
            sequence(
                integer(0),
                set_of(agreement),
                sequence(oid("1.2.840.113549.1.7.1"), cipher, der(0x80, sealed[:-16])),
                octets(sealed[-16:]),
            ),
        ),
    )


def signed_by_terminal(content):
    def attribute(name, value):
        return sequence(oid(name), set_of(value))

    attributes = sorted(
        [
            attribute(PKCS9 + "3", oid(PKCS9 + "16.1.6")),
            attribute(PKCS9 + "4", octets(hashlib.sha256(content).digest())),
            attribute(PKCS9 + "5", der(0x17, b"261124063200Z")),
            attribute("2.5.4.3", der(0x0C, TERMINAL.encode())),
        ]
    )
    signature = TERMINAL_KEY.sign(der(0x31, *attributes), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    signer = sequence(
        integer(3),
        der(0x80, key_identifier(TERMINAL_KEY)),
        SHA256,
        der(0xA0, *attributes),
        ECDSA_SHA256,
        octets(signature),
    )
    content_info = sequence(oid(PKCS9 + "16.1.6"), der(0xA0, octets(content)))
    return sequence(
        oid("1.2.840.113549.1.7.2"), der(0xA0, sequence(integer(3), set_of(SHA256), content_info, set_of(signer)))
    )


def export():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("export.json"), form({"what": "vector"}))
        packed.writestr(zipfile.ZipInfo("payload"), b"payload " * 8_500)
    return signed_by_terminal(enveloped(out.getvalue()))


def main():
    body = form(submission())
    enrolment = form({"key": json.dumps(public_jwk(TERMINAL_KEY, TERMINAL), separators=(",", ":"))})
    base = "/v1/terminals/" + TERMINAL
    vectors = {
        "at": AT,
        "terminal": TERMINAL,
        "txId": TX,
        "keys": {
            "central": private_jwk(CENTRAL, "central"),
            "stranger": private_jwk(STRANGER, "central"),
            "terminal": private_jwk(TERMINAL_KEY, TERMINAL),
            "exports": private_jwk(EXPORTS, "central-exports", "enc"),
        },
        "canonical": [{"json": text, "form": expected} for text, expected in canonical_forms()],
        "submission": body.decode(),
        "requests": {
            "enrolment": request("PUT", base + "/enrolment", "", enrolment, "nonce-1"),
            "ask": request("GET", base + "/transactions/" + TX, "", b"", "nonce-2"),
            "submit": request("PUT", base + "/transactions/" + TX, TX, body, "nonce-3"),
        },
        "receipt": signed_by_central(receipt()),
        "receipts": {
            "by a stranger under central's kid": signed_by_central(receipt(), STRANGER),
            "under another kid": signed_by_central(receipt(), CENTRAL, "central-9"),
            "over another case": receipt() | {"signature": signed_by_central(receipt() | {"txId": "x"})["signature"]},
            "of another case": signed_by_central(receipt() | {"txId": TX[:-1] + "c"}),
            "over another request": signed_by_central(receipt() | {"requestDigest": sha256_hex(b"{}")}),
            "without a signature": receipt(),
        },
        "pairing": pairing(),
        "document": b64(PDF + b"\n%OpenSTM-Seal " + detached(CENTRAL, "central", PDF).encode() + b"\n"),
        "manifest": signed_by_central(manifest()),
        "keySet": key_set(),
        "phone": phone_codes(),
        "export": b64(export()),
        "pieceExport": b64(piece_export()),
        "verificationCode": "".join(
            "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[b & 31]
            for b in hashlib.sha256(("openstm/verification/" + TX).encode()).digest()[:12]
        ),
    }
    print(json.dumps(vectors, ensure_ascii=False, indent=1))


main()
