#!/usr/bin/python3
"""mailbox.py PORT - a mail server (aiosmtpd, Debian's python3-aiosmtpd) that keeps nothing.

What it accepts is read by Python's email package, which is nobody's here, and told as one line of JSON.
PORT 0 takes a free one; the first line tells which. An address that begins with "refused" is refused for
good, one with "later" for now; one that begins with "leaving" is gone after its first letter.
"""
import asyncio
import json
import sys
from email import policy
from email.parser import BytesParser

from aiosmtpd.smtp import SMTP


def tell(what):
    print(json.dumps(what), flush=True)


class Mailbox:
    had = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused") or (address.startswith("leaving") and address in self.had):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.3.0 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.had.update(envelope.rcpt_tos)
        raw = envelope.original_content
        mail = BytesParser(policy=policy.default).parsebytes(raw)
        parts = list(mail.walk())
        text = mail.get_body(("plain",))
        html = mail.get_body(("html",))
        tell({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "names": [name for name, _ in mail.items()],
            "types": [part.get_content_type() for part in parts],
            "text": text.get_content() if text else None,
            "html": html.get_content() if html else None,
            "defects": [str(defect) for part in parts for defect in part.defects]
            + [str(defect) for name in mail.keys() for defect in mail[name].defects],
            "longest": max(len(line) for line in raw.split(b"\r\n")),
            "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
            "ascii": raw.isascii(),
        })
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Mailbox(), hostname="mailbox.test"),
                                      "127.0.0.1", int(sys.argv[1]), reuse_address=True)
    tell({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


asyncio.run(main())
