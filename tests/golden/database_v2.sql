BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'goodterms','m001_first_tables','2026-11-23 16:24:54.612275+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'goodterms','m002_reading_in_two_stages','2026-11-23 16:24:54.632931+00:00');
CREATE TABLE alias (
    account TEXT NOT NULL, provider_id TEXT NOT NULL,
    message TEXT NOT NULL REFERENCES message (id), PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "alias" VALUES('mara@imap.studio.example','g1','M-31d8dc160444');
INSERT INTO "alias" VALUES('mara@imap.studio.example','g2','M-3cc5f35d5236');
INSERT INTO "alias" VALUES('mara@imap.studio.example','g4','M-da7d8b6c05bc');
CREATE TABLE arrival_hour (
    account TEXT NOT NULL, folder TEXT NOT NULL, hour TEXT NOT NULL, messages INTEGER NOT NULL,
    PRIMARY KEY (account, folder, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','Archive','2026-03-02T10',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','Archive','2026-03-02T14',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','Archive','2026-03-02T19',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','Archive','2026-03-03T02',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T10',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T11',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T13',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T16',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T17',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T20',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T22',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-02T23',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-03-03T01',1);
INSERT INTO "arrival_hour" VALUES('mara@imap.studio.example','INBOX','2026-11-20T09',1);
CREATE TABLE column_mapping (
    digest TEXT PRIMARY KEY, mapping TEXT NOT NULL, saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE correction (
    id INTEGER PRIMARY KEY, message TEXT NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL,
    corrected_at TEXT NOT NULL
) STRICT;
INSERT INTO "correction" VALUES(1,'M-31d8dc160444','vague','wrong','2026-03-02T09:00:00Z');
CREATE TABLE cursor (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    high INTEGER NOT NULL, low INTEGER NOT NULL, mapping TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
INSERT INTO "cursor" VALUES('mara@imap.studio.example','Archive',6,5,1,'878329a20d836e2e',5);
INSERT INTO "cursor" VALUES('mara@imap.studio.example','INBOX',1,14,1,'878329a20d836e2e',14);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, kind TEXT NOT NULL, decided_on TEXT NOT NULL,
    until TEXT, value INTEGER, note TEXT NOT NULL
) STRICT;
CREATE TABLE document (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, kind TEXT NOT NULL, client TEXT,
    buyer TEXT NOT NULL, issue_date TEXT NOT NULL, due_date TEXT, due_basis TEXT NOT NULL,
    currency TEXT NOT NULL, total_minor INTEGER NOT NULL, paid_minor INTEGER NOT NULL,
    state TEXT NOT NULL, net_minor INTEGER, hours REAL, buyer_tax_id TEXT NOT NULL,
    buyer_email TEXT NOT NULL, payment_reference TEXT NOT NULL, source TEXT NOT NULL,
    line INTEGER NOT NULL
) STRICT;
INSERT INTO "document" VALUES('7/2026','7','invoice','Alba','Alba d.o.o.','2026-03-02','2026-04-01','explicit','EUR',60000,0,'open',NULL,NULL,'','','','',0);
CREATE TABLE folder (
    account TEXT NOT NULL, folder TEXT NOT NULL, checked_at TEXT, checked_exists INTEGER,
    checked_uidnext INTEGER, missing_at TEXT, PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
INSERT INTO "folder" VALUES('mara@imap.studio.example','Archive','2026-11-18T09:00:00Z',5,6,NULL);
INSERT INTO "folder" VALUES('mara@imap.studio.example','INBOX','2026-11-21T09:00:00Z',13,15,NULL);
CREATE TABLE folder_reset (
    account TEXT NOT NULL, folder TEXT NOT NULL, at TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL, PRIMARY KEY (account, folder, at, uidvalidity)
) STRICT, WITHOUT ROWID;
INSERT INTO "folder_reset" VALUES('mara@imap.studio.example','Archive','2026-11-18T09:00:00Z',6);
CREATE TABLE job (name TEXT PRIMARY KEY, due_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_history (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL, replaced_at TEXT NOT NULL,
    former TEXT NOT NULL
) STRICT;
CREATE TABLE location (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL, message TEXT NOT NULL REFERENCES message (id), state TEXT NOT NULL DEFAULT 'present', missed_at TEXT,
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',5,1,'M-31d8dc160444','stale',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',5,2,'M-8df57570db1c','stale',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',5,3,'M-4703fd74c99f','stale',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',5,5,'M-83df6c04d693','stale',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',6,1,'M-31d8dc160444','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',6,2,'M-8df57570db1c','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',6,3,'M-4703fd74c99f','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',6,5,'M-83df6c04d693','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,1,'M-31d8dc160444','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,2,'M-3cc5f35d5236','gone','2026-11-18T09:00:00Z');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,4,'M-da7d8b6c05bc','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,6,'M-6bffa5165b43','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,7,'M-9f356d5557e9','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,9,'M-868e859dd7a5','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,11,'M-8487d3b02b4a','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,12,'M-464209ecc0a4','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,13,'M-4470fbe5dcca','present',NULL);
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,14,'M-276a8c32c0c5','present',NULL);
CREATE TABLE message (
    id TEXT PRIMARY KEY, client TEXT NOT NULL, direction TEXT NOT NULL,
    arrived_at TEXT NOT NULL, clock TEXT NOT NULL, sent_at TEXT, sent_offset_minutes INTEGER,
    internal_at TEXT NOT NULL, message_id TEXT NOT NULL, parents TEXT NOT NULL,
    sender TEXT NOT NULL, subject TEXT NOT NULL, size INTEGER NOT NULL, thread_hint TEXT NOT NULL,
    noise TEXT, language TEXT, words INTEGER NOT NULL, scores TEXT NOT NULL, demand TEXT,
    delivers INTEGER NOT NULL, offers INTEGER NOT NULL, asks_change INTEGER NOT NULL,
    adds INTEGER NOT NULL, attachments INTEGER NOT NULL,
    excerpt TEXT NOT NULL CHECK (length(excerpt) <= 280),
    flaws TEXT NOT NULL
, text_state TEXT NOT NULL DEFAULT 'done') STRICT;
INSERT INTO "message" VALUES('M-4470fbe5dcca','Alba','in','2026-03-03T01:00:05Z','internal','2026-03-03T01:00:00Z',60,'2026-03-03T01:00:05Z','90@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,NULL,0,'{}',NULL,0,0,0,0,0,'','[]','unreadable');
INSERT INTO "message" VALUES('M-464209ecc0a4','Alba','in','2026-03-02T23:00:05Z','internal','2026-03-02T23:00:00Z',60,'2026-03-02T23:00:05Z','14@alba.example','[]','ana@alba.example','Poster',1000,'','auto-reply',NULL,0,'{}',NULL,0,0,0,0,0,'','[]','noise');
INSERT INTO "message" VALUES('M-8487d3b02b4a','Alba','in','2026-03-02T22:00:05Z','internal','2026-03-02T22:00:00Z',60,'2026-03-02T22:00:05Z','13@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',7,'{"hostile": 0.001646, "pressure": 0.001088, "scope": 0.006245, "stalling": 0.000273, "vague": 0.005771}',NULL,0,0,1,0,0,'','[]','done');
INSERT INTO "message" VALUES('M-868e859dd7a5','Alba','in','2026-03-02T20:00:05Z','internal','2026-03-02T20:00:00Z',60,'2026-03-02T20:00:05Z','11@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',7,'{"hostile": 0.001646, "pressure": 0.001088, "scope": 0.006245, "stalling": 0.000273, "vague": 0.005771}',NULL,0,0,1,0,0,'','[]','done');
INSERT INTO "message" VALUES('M-9f356d5557e9','Alba','in','2026-03-02T17:00:05Z','internal','2026-03-02T17:00:00Z',60,'2026-03-02T17:00:05Z','8@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',7,'{"hostile": 0.001646, "pressure": 0.001088, "scope": 0.006245, "stalling": 0.000273, "vague": 0.005771}',NULL,0,0,1,0,0,'','[]','done');
INSERT INTO "message" VALUES('M-6bffa5165b43','Alba','in','2026-03-02T16:00:05Z','internal','2026-03-02T16:00:00Z',60,'2026-03-02T16:00:05Z','7@alba.example','[]','ana@alba.example','Poster',1000,'','auto-reply',NULL,0,'{}',NULL,0,0,0,0,0,'','[]','noise');
INSERT INTO "message" VALUES('M-da7d8b6c05bc','Alba','in','2026-03-02T13:00:05Z','internal','2026-03-02T13:00:00Z',60,'2026-03-02T13:00:05Z','4@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',14,'{"hostile": 0.000445, "pressure": 0.06203, "scope": 0.741312, "stalling": 0.001273, "vague": 0.000767}',NULL,0,0,1,1,0,'Also add a second page while you are at it','[]','done');
INSERT INTO "message" VALUES('M-3cc5f35d5236','Alba','in','2026-03-02T11:00:05Z','internal','2026-03-02T11:00:00Z',60,'2026-03-02T11:00:05Z','2@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',13,'{"hostile": 0.001049, "pressure": 0.002199, "scope": 0.008583, "stalling": 0.000804, "vague": 0.998531}',NULL,0,0,0,0,0,'make it pop a bit more.','[]','done');
INSERT INTO "message" VALUES('M-31d8dc160444','Alba','in','2026-03-02T10:00:05Z','internal','2026-03-02T10:00:00Z',60,'2026-03-02T10:00:05Z','1@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',14,'{"hostile": 0.000703, "pressure": 0.995759, "scope": 0.021902, "stalling": 0.001731, "vague": 0.00485}','tonight',0,0,0,0,0,'I need this tonight, nobody answers me and the printer waits.','[]','done');
INSERT INTO "message" VALUES('M-83df6c04d693','Alba','out','2026-03-03T02:00:05Z','internal','2026-03-03T02:00:00Z',60,'2026-03-03T02:00:05Z','91@alba.example','[]','mara@studio.example','Poster',1000,'',NULL,'en',4,'{}',NULL,1,0,0,0,1,'','[]','done');
INSERT INTO "message" VALUES('M-4703fd74c99f','Alba','in','2026-03-02T19:00:05Z','internal','2026-03-02T19:00:00Z',60,'2026-03-02T19:00:05Z','10@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',7,'{"hostile": 0.001646, "pressure": 0.001088, "scope": 0.006245, "stalling": 0.000273, "vague": 0.005771}',NULL,0,0,1,0,0,'','[]','done');
INSERT INTO "message" VALUES('M-8df57570db1c','Alba','in','2026-03-02T14:00:05Z','internal','2026-03-02T14:00:00Z',60,'2026-03-02T14:00:05Z','5@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',7,'{"hostile": 0.001646, "pressure": 0.001088, "scope": 0.006245, "stalling": 0.000273, "vague": 0.005771}',NULL,0,0,1,0,0,'','[]','done');
INSERT INTO "message" VALUES('M-276a8c32c0c5','Alba','in','2026-11-20T09:00:05Z','internal','2026-11-20T09:00:00Z',60,'2026-11-20T09:00:05Z','92@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,NULL,0,'{}',NULL,0,0,0,0,0,'','[]','wanted');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('read:mara@imap.studio.example','2026-11-21T09:00:00Z');
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
    html TEXT NOT NULL, message_id TEXT NOT NULL, added_at TEXT NOT NULL, done_at TEXT
) STRICT;
CREATE TABLE payment (
    id TEXT PRIMARY KEY, document TEXT, client TEXT, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, paid_on TEXT NOT NULL, payer TEXT NOT NULL, reference TEXT NOT NULL,
    source TEXT NOT NULL, line INTEGER NOT NULL
) STRICT;
INSERT INTO "payment" VALUES('P-7/2026-2026-04-01','7/2026','Alba',60000,'EUR','2026-04-01','','','',0);
CREATE TABLE pending (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL, part TEXT NOT NULL, tries INTEGER NOT NULL, tried_at TEXT,
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "pending" VALUES('mara@imap.studio.example','INBOX',1,14,'text',1,'2026-11-21T09:00:00Z');
CREATE TABLE problem (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL,
    text TEXT NOT NULL, code TEXT NOT NULL DEFAULT '', count INTEGER NOT NULL DEFAULT 1, first_at TEXT, last_at TEXT, UNIQUE (kind, source, line, text)
) STRICT;
INSERT INTO "problem" VALUES(1,'message','INBOX/9',0,'the text cannot be read (ValueError)','unparsable',1,'2026-11-16T09:00:00Z','2026-11-16T09:00:00Z');
CREATE TABLE report_period (
    period TEXT PRIMARY KEY, claimed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE source_file (
    name TEXT PRIMARY KEY, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    documents INTEGER NOT NULL, payments INTEGER NOT NULL, problems INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "source_file" VALUES('a.csv','2026-03-02T09:00:00Z','2026-03-02T09:00:00Z',1,1,0);
CREATE TABLE traffic (
    account TEXT NOT NULL, day TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
INSERT INTO "traffic" VALUES('mara@imap.studio.example','2026-11-16',43500);
INSERT INTO "traffic" VALUES('mara@imap.studio.example','2026-11-18',4500);
INSERT INTO "traffic" VALUES('mara@imap.studio.example','2026-11-20',300);
INSERT INTO "traffic" VALUES('mara@imap.studio.example','2026-11-21',1400);
CREATE TABLE verdict (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, as_of TEXT NOT NULL, verdict TEXT NOT NULL,
    policy_digest TEXT NOT NULL, model_digest TEXT NOT NULL, rules_version INTEGER NOT NULL,
    text TEXT NOT NULL, recorded_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX message_by_client ON message (client, arrived_at);
CREATE INDEX location_by_message ON location (message);
CREATE INDEX document_by_client ON document (client, issue_date);
CREATE INDEX verdict_by_client ON verdict (client, as_of);
CREATE TRIGGER verdict_is_not_changed BEFORE UPDATE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdict rows are append-only'); END;
CREATE TRIGGER verdict_is_not_deleted BEFORE DELETE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdict rows are append-only'); END;
CREATE INDEX correction_by_message ON correction (message);
CREATE INDEX message_wanted ON message (id) WHERE text_state = 'wanted';
CREATE INDEX location_missed ON location (account, folder) WHERE state = 'missed';
COMMIT;
