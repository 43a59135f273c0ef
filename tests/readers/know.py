"""What the readers written in Python, or keeping a database, know: for readers.mjs. Prints JSON.

know.py feedparser URL STATE: ask as a polite program does, sending back the ETag and the date it was
given; STATE keeps both and every entry ever seen, by id. know.py newsboat CACHE: what stands in its cache.
know.py maildir FOLDER: the letters that rss2email put there. know.py strict FILE...: nothing that feedparser
would complain about.
"""
import email
import email.policy
import json
import mailbox
import os
import sqlite3
import sys


def feedparser(url, path):
    import feedparser as library
    state = {"etag": None, "modified": None, "entries": {}}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            state = json.load(file)
    answer = library.parse(url, etag=state["etag"], modified=state["modified"])
    if answer.bozo:
        raise answer.bozo_exception
    for entry in answer.entries:
        content = entry.get("content") or [{"value": entry.get("summary", "")}]
        state["entries"][entry.id] = {"id": entry.id, "title": entry.title, "text": content[0]["value"]}
    if answer.status == 200:
        state["etag"], state["modified"] = answer.get("etag"), answer.get("modified")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(state, file)
    return list(state["entries"].values())


def newsboat(path):
    rows = sqlite3.connect(path).execute("SELECT guid, title, content FROM rss_item").fetchall()
    return [{"id": row[0], "title": row[1], "text": row[2]} for row in rows]


def maildir(path):
    letters = []
    for key, bare in mailbox.Maildir(path).items():
        letter = email.message_from_bytes(bare.as_bytes(), policy=email.policy.default)
        letters.append({"id": key, "title": " ".join(letter["subject"].split()),
                        "text": letter.get_body(("html", "plain")).get_content()})
    return letters


def strict(*paths):
    import feedparser as library
    for path in paths:
        kind = path.rsplit(".", 1)[1]
        with open(path, "rb") as file:
            feed = library.parse(file, response_headers={"content-type": f"application/{kind}+xml; charset=utf-8"})
        if feed.bozo:
            raise ValueError(f"{path}: {feed.bozo_exception}")
    return len(paths)


print(json.dumps({"strict": strict, "feedparser": feedparser, "newsboat": newsboat, "maildir": maildir}[sys.argv[1]](*sys.argv[2:])))
