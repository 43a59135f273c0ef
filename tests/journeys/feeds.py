"""What two feed readers know, for feeds.test.mjs.

feeds.py poll URL STATE: ask with feedparser as a polite program does, sending back the ETag and the date
it was given; STATE keeps both and every entry ever seen, by id. feeds.py newsboat CACHE: what stands in
newsboat's cache. Both print JSON.
"""
import json
import os
import sqlite3
import sys

import feedparser


def poll(url, path):
    state = {"etag": None, "modified": None, "entries": {}}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            state = json.load(file)
    answer = feedparser.parse(url, etag=state["etag"], modified=state["modified"])
    new = []
    for entry in answer.entries:
        if entry.id not in state["entries"]:
            new.append(entry.id)
        state["entries"][entry.id] = {"title": entry.title, "content": entry.get("summary", "")}
    if answer.status == 200:
        state["etag"], state["modified"] = answer.get("etag"), answer.get("modified")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(state, file)
    return {"status": answer.status, "bozo": bool(answer.bozo), "new": new,
            "titles": [entry["title"] for entry in state["entries"].values()],
            "texts": json.dumps(state["entries"], ensure_ascii=False)}


def newsboat(path):
    rows = sqlite3.connect(path).execute("SELECT guid, title, content FROM rss_item").fetchall()
    return {"ids": [row[0] for row in rows], "titles": [row[1] for row in rows],
            "texts": json.dumps(rows, ensure_ascii=False)}


print(json.dumps(poll(*sys.argv[2:]) if sys.argv[1] == "poll" else newsboat(*sys.argv[2:])))
