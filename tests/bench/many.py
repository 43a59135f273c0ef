#!/usr/bin/env python3
"""Fill the first hromada of a demonstration's database with many issues, past the model and fast.

    many.py DATABASE COUNT [UPDATES]

The rows are as real ones are: 30 kinds of very different frequency, some 60 settlements, twelve bodies,
eleven years with more issues in the later ones, states by age, words of a few hundred typical ones and
a long tail, photos on a fifth, support as it happens. Registered when it became public, given to somebody within
the first third of its time. Always the same for the same count.

With UPDATES every issue has so many public lines, and all of it stands in the order of publication, as if
it had been told day by day. The newest thirty days then hold fifty issues whatever the count, so that a
feed of them has the same bytes in a small register and in a large one.
"""
import heapq
import itertools
import random
import sqlite3
import sys
import unicodedata

DAY = 86400
NOW = 1794000000
COMMON = """яма дорога дороги тротуар освітлення ліхтар не горить темно вулиця біля школи садка лікарні магазину
зупинки переходу сміття контейнер вивезли стихійне звалище собаки зграя безпритульні вода прорив труба люк відкритий
дерево аварійне впало гілки шум вночі бійка п'яні крадіжка шахраї швидкість машини паркування знак розмітка світлофор
міст паркан майданчик дитячий зламано скло графіті вандали газ запах дріт обірваний стовп сніг ожеледь посипати
затоплення каналізація підвал під'їзд двері замок камера встановити просимо прохання негайно давно тиждень місяць рік
кілька разів зверталися ніхто реагує мешканці будинку будинок двір сквер парк кладовище ринок вокзал переїзд залізниця
поле ліс ставок річка пляж водойма загроза життю дітям людям небезпечно важко проїхати пройти""".split()
WEIGHTS = {'registered': 3, 'assigned': 2, 'in_progress': 2, 'planned': 1, 'on_hold': 1, 'forwarded': 1}


def fold(text):
    text = unicodedata.normalize('NFC', text).lower()
    text = ''.join(c for c in text if c not in "'’ʼ`´‘′\u0301").replace('ґ', 'г')
    return ' '.join(''.join(c if c.isalnum() else ' ' for c in text).split())


NOTES = ('Виїхали на місце, оглянули.', 'Замовлено матеріали, очікуємо на постачання.',
         'Передано виконавцеві, строк погоджено на засіданні робочої групи.',
         'Роботи тривають, про завершення повідомимо тут.')


def add_lines(db, community, issues, updates):
    """The public lines of issues (id, published, last change, state), and what became public when."""
    event = db.execute('SELECT coalesce(max(id), 0) FROM issue_event').fetchone()[0]
    ordinal = db.execute('SELECT coalesce(max(ordinal), 0) FROM publication WHERE community_id = ?',
                         (community,)).fetchone()[0]
    moments, lines, told = [], [], []
    for issue, published, updated, state in issues:
        moments.append((published, issue, 0, state, updates == 0))
        for number in range(1, updates + 1):
            at = published + (updated - published) * number // updates
            moments.append((at, issue, number, state, number == updates))
    heapq.heapify(moments)

    def flush():
        db.executemany("INSERT INTO issue_event (id, issue_id, number, at, kind, from_state, to_state, role, public_note,"
                       " internal_note, reason, evidence, confirmed_by, is_public)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, 'secretary', ?, '', '', '', '', 1)", lines)
        db.executemany('INSERT INTO publication (community_id, ordinal, kind, subject_id, issue_id, at, is_latest,'
                       ' is_network, is_withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0)', told)
        lines.clear()
        told.clear()

    while moments:
        at, issue, number, state, is_last = heapq.heappop(moments)
        if number:
            event += 1
            ordinal += 1
            kind = 'step' if is_last else 'note'
            lines.append((event, issue, number, at, kind, 'registered', state if is_last else 'registered',
                          NOTES[event % len(NOTES)]))
            told.append((community, ordinal, 'update', event, issue, at, 1))
        ordinal += 1
        told.append((community, ordinal, 'issue', issue, issue, at, int(is_last)))
        if len(told) > 20000:
            flush()
    flush()


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    updates = int(sys.argv[3]) if len(sys.argv) > 3 else None
    random.seed(count)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA foreign_keys = OFF')
    db.execute('PRAGMA synchronous = OFF')
    db.execute('PRAGMA cache_size = -100000')
    community = db.execute("SELECT id FROM community WHERE slug = 'korosten'").fetchone()[0]
    kinds = db.execute('SELECT key, uk, en, target_days FROM category ORDER BY position').fetchall()
    kind_weights = [1 / (i + 2) for i in range(len(kinds))]
    db.execute('BEGIN')
    for i in range(max(0, 60 - db.execute('SELECT count(*) FROM area WHERE community_id = ?', (community,)).fetchone()[0])):
        db.execute("INSERT INTO area (community_id, kind, name, name_key) VALUES (?, 'village', ?, ?)",
                   (community, f'Нове-{i}', f'zz{i:03}'))
    areas = db.execute('SELECT id, name FROM area WHERE community_id = ? ORDER BY id', (community,)).fetchall()
    area_weights = [1 / (i + 1) for i in range(len(areas))]
    for i in range(12):
        db.execute("INSERT INTO organisation (community_id, name, name_key, kind) VALUES (?, ?, ?, 'utility')",
                   (community, f'Служба {i}', f'zz{i:03}'))
    bodies = [r[0] for r in db.execute('SELECT id FROM organisation WHERE community_id = ?', (community,))]
    rare = [f'рідкісне{i}' for i in range(20000)]
    words = COMMON + rare
    cumulative = list(itertools.accumulate([1 / (i + 8) for i in range(len(words))]))
    first = db.execute('SELECT coalesce(max(id), 0) FROM issue').fetchone()[0] + 1
    start = NOW - 11 * 365 * DAY
    numbers, issues, words_of_issues = {}, [], []

    def flush():
        db.executemany('INSERT INTO issue (id, community_id, year, number, category, title, text, area_id, place, precision,'
                       ' state, source, organisation_id, due, reported_at, published_at, updated_at, resolved_at,'
                       ' support_count, photo_count, registered_at, assigned_at, closed_at, is_made_up)'
                       ' VALUES (?' + ', ?' * 22 + ', 1)', issues)
        db.executemany('INSERT INTO issue_search (rowid, body) VALUES (?, ?)', words_of_issues)
        issues.clear()
        words_of_issues.clear()

    end, late = (NOW, 0) if updates is None else (NOW - 31 * DAY, min(50, count))
    moments = sorted([start + int((end - start) * random.random() ** 0.7) for _ in range(count - late)] +
                     [NOW - 30 * DAY + i * 30 * DAY // late for i in range(late)])
    lives = []
    for i, published in enumerate(moments):
        if i % 5000 == 0:
            flush()
        kind = random.choices(kinds, kind_weights)[0]
        area = random.choices(areas, area_weights)[0] if random.random() < 0.95 else (None, '')
        year = 1970 + published // 31556952
        number = numbers[year] = numbers.get(year, 500000) + 1
        age = (NOW - published) / DAY
        is_open = random.random() < max(0.03, 1 - age / 200)
        state = (random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0] if is_open
                 else random.choice(('resolved', 'closed', 'closed', 'closed', 'clarified')))
        updated = min(NOW if published > end else end, published + int(random.expovariate(1 / (40 * DAY))))
        assigned = published + (updated - published) // (3 + i % 5) if state != 'registered' else None
        due = published + kind[3] * DAY
        text = ' '.join(random.choices(words, cum_weights=cumulative, k=30))
        title = ' '.join(random.choices(COMMON, k=4)).capitalize()
        place = f'вул. {random.choice(COMMON).capitalize()}, {random.randint(1, 90)}'
        issues.append((first + i, community, year, number, kind[0], title, text, area[0], place, 2, state, 'resident',
                       random.choice(bodies) if state != 'registered' else None,
                       f'{1970 + due // 31556952:04}-{due // 2629746 % 12 + 1:02}-{due // DAY % 28 + 1:02}',
                       published - int(random.expovariate(1 / (2 * DAY))), published, updated,
                       updated if not is_open else None, int(random.paretovariate(1)) - 1 if random.random() < 0.5 else 0,
                       1 if random.random() < 0.2 else 0, published, assigned, updated if state == 'closed' else None))
        words_of_issues.append((first + i, fold(f'{year} {number} {title} {text} {place} {area[1]} {kind[1]} {kind[2]}')))
        if updates is not None:
            lives.append((first + i, published, updated, state))
    flush()
    if updates is not None:
        add_lines(db, community, lives, updates)
    db.execute('COMMIT')
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')


main()
