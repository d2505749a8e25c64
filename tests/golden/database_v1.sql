BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'goodterms','m001_first_tables','2026-11-23 14:52:21.042521+00:00');
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
    high INTEGER NOT NULL, low INTEGER NOT NULL, mapping TEXT NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
INSERT INTO "cursor" VALUES('mara@imap.studio.example','Archive',1,5,1,'878329a20d836e2e');
INSERT INTO "cursor" VALUES('mara@imap.studio.example','INBOX',1,9,1,'878329a20d836e2e');
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
CREATE TABLE job (name TEXT PRIMARY KEY, due_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_history (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL, replaced_at TEXT NOT NULL,
    former TEXT NOT NULL
) STRICT;
CREATE TABLE location (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL, message TEXT NOT NULL REFERENCES message (id),
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',1,1,'M-31d8dc160444');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,1,'M-31d8dc160444');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,3,'M-3204ea34e05e');
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',1,2,'M-355ef6b3423e');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,2,'M-3cc5f35d5236');
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',1,4,'M-400227a8d26c');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,7,'M-4703fd74c99f');
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',1,5,'M-57c700f0a48f');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,5,'M-6bffa5165b43');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,9,'M-8487d3b02b4a');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,8,'M-868e859dd7a5');
INSERT INTO "location" VALUES('mara@imap.studio.example','Archive',1,3,'M-8757d946327c');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,4,'M-8df57570db1c');
INSERT INTO "location" VALUES('mara@imap.studio.example','INBOX',1,6,'M-9f356d5557e9');
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
) STRICT;
INSERT INTO "message" VALUES('M-8487d3b02b4a','Alba','in','2026-03-02T22:00:05Z','internal','2026-03-02T22:00:00Z',60,'2026-03-02T22:00:05Z','13@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,NULL,0,'{}',NULL,0,0,0,0,0,'','[]');
INSERT INTO "message" VALUES('M-868e859dd7a5','Alba','in','2026-03-02T20:00:05Z','internal','2026-03-02T20:00:00Z',60,'2026-03-02T20:00:05Z','11@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 11 points larger, today.','[]');
INSERT INTO "message" VALUES('M-4703fd74c99f','Alba','in','2026-03-02T19:00:05Z','internal','2026-03-02T19:00:00Z',60,'2026-03-02T19:00:05Z','10@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 10 points larger, today.','[]');
INSERT INTO "message" VALUES('M-9f356d5557e9','Alba','in','2026-03-02T17:00:05Z','internal','2026-03-02T17:00:00Z',60,'2026-03-02T17:00:05Z','8@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 8 points larger, today.','[]');
INSERT INTO "message" VALUES('M-6bffa5165b43','Alba','in','2026-03-02T16:00:05Z','internal','2026-03-02T16:00:00Z',60,'2026-03-02T16:00:05Z','7@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 7 points larger, today.','[]');
INSERT INTO "message" VALUES('M-8df57570db1c','Alba','in','2026-03-02T14:00:05Z','internal','2026-03-02T14:00:00Z',60,'2026-03-02T14:00:05Z','5@alba.example','[]','ana@alba.example','Poster',1000,'','auto-reply',NULL,0,'{}',NULL,0,0,0,0,0,'','[]');
INSERT INTO "message" VALUES('M-3204ea34e05e','Alba','in','2026-03-02T13:00:05Z','internal','2026-03-02T13:00:00Z',60,'2026-03-02T13:00:05Z','','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 4 points larger, today.','[]');
INSERT INTO "message" VALUES('M-3cc5f35d5236','Alba','in','2026-03-02T11:00:05Z','internal','2026-03-02T11:00:00Z',60,'2026-03-02T11:00:05Z','2@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 2 points larger, today.','[]');
INSERT INTO "message" VALUES('M-31d8dc160444','Alba','in','2026-03-02T10:00:05Z','internal','2026-03-02T10:00:00Z',60,'2026-03-02T10:00:05Z','1@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 1 points larger, today.','[]');
INSERT INTO "message" VALUES('M-57c700f0a48f','Alba','in','2026-03-02T21:00:05Z','internal','2026-03-02T21:00:00Z',60,'2026-03-02T21:00:05Z','12@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 12 points larger, today.','[]');
INSERT INTO "message" VALUES('M-400227a8d26c','Alba','in','2026-03-02T18:00:05Z','internal','2026-03-02T18:00:00Z',60,'2026-03-02T18:00:05Z','9@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 9 points larger, today.','[]');
INSERT INTO "message" VALUES('M-8757d946327c','Alba','in','2026-03-02T15:00:05Z','internal','2026-03-02T15:00:00Z',60,'2026-03-02T15:00:05Z','6@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 6 points larger, today.','[]');
INSERT INTO "message" VALUES('M-355ef6b3423e','Alba','in','2026-03-02T12:00:05Z','internal','2026-03-02T12:00:00Z',60,'2026-03-02T12:00:05Z','3@alba.example','[]','ana@alba.example','Poster',1000,'',NULL,'en',8,'{"hostile": 0.000505, "pressure": 0.021703, "scope": 0.004102, "stalling": 4.3e-05, "vague": 0.004894}','today',0,0,1,0,0,'Please make the title 3 points larger, today.','[]');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('read:mara@imap.studio.example','2026-11-16T09:00:00Z');
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
CREATE TABLE problem (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL,
    text TEXT NOT NULL, UNIQUE (kind, source, line, text)
) STRICT;
INSERT INTO "problem" VALUES(1,'message','INBOX/9',0,'the text cannot be read (ValueError)');
CREATE TABLE report_period (
    period TEXT PRIMARY KEY, claimed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE source_file (
    name TEXT PRIMARY KEY, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    documents INTEGER NOT NULL, payments INTEGER NOT NULL, problems INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "source_file" VALUES('a.csv','2026-03-02T09:00:00Z','2026-03-02T09:00:00Z',1,1,0);
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
COMMIT;
