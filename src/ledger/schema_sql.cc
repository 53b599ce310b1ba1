// The tables of a case file. Column names are the contract's field names; docs/case-file.md describes them for readers
// who have only `sqlite3`. Any change here raises kCaseSchema and comes with a migration in schema.cc.
//
// Ranges: `spans` holds every list of ranges, one row each, by the id of the finding and the role the range plays
// there. References between findings are ids, unique within a document, so that SELECTs join on what people read and
// type. `number` columns are SQLite's own row numbers: full-text search needs them, and nothing outside may rely on
// them, but that documents.number rises in the order in which documents were first stored.
#include "ledger/ledger.h"

namespace hearsay {

std::string_view schema_sql() {
  return R"sql(-- Captures: the bytes of each page, as they were read. Never changed, never deleted.
CREATE TABLE captures (
  number INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,      -- of `bytes`, hex
  size INTEGER NOT NULL,
  path TEXT NOT NULL,               -- as `read` was given it
  location TEXT NOT NULL,           -- where verify looks for the file: below the case file's folder, or absolute; '' none
  uri TEXT,
  media_type TEXT,
  captured_at TEXT,
  encoding TEXT NOT NULL,           -- of `bytes`: 'identity'
  bytes BLOB NOT NULL
);
CREATE TABLE records (              -- captures that lay in an archive, beside what the container said of them
  sha256 TEXT NOT NULL PRIMARY KEY REFERENCES captures(sha256),
  "offset" INTEGER, length INTEGER, -- of the record in the file at captures.location, as it lies there; NULL: not by itself
  record_sha256 TEXT,               -- of those bytes
  media_type TEXT,                  -- as stated; reading the capture again needs it, and the next
  charset TEXT
) WITHOUT ROWID;

-- Machine: what the reader found. A document's rows are replaced as a whole when it is read again.
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,       -- rises in the order of first storing
  id TEXT NOT NULL UNIQUE,          -- 'd:' and 16 hex digits
  sha256 TEXT NOT NULL UNIQUE REFERENCES captures(sha256),
  path TEXT NOT NULL,
  charset TEXT,
  url TEXT,
  canonical_url TEXT,
  title TEXT,                       -- this and the next few: the bare values; where they stand is in `metadata`
  outlet TEXT,
  domain TEXT,
  published TEXT,
  modified TEXT,
  language TEXT,
  language_p REAL,
  credit TEXT,
  wire INTEGER,                     -- 1, 0 or NULL: not known
  text TEXT NOT NULL,
  program TEXT NOT NULL,            -- who read it, with what
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  option_as TEXT NOT NULL,
  option_date TEXT NOT NULL,
  option_outlet TEXT NOT NULL
);
CREATE TABLE metadata (             -- a document's and its comments' values with their places
  document TEXT NOT NULL REFERENCES documents(id),
  field TEXT NOT NULL,              -- title outlet credit author published modified comment_author comment_published
  position INTEGER NOT NULL,           -- of several authors; for a comment its place in `comments`
  value TEXT NOT NULL,
  precision TEXT,                   -- of dates
  span_begin INTEGER, span_end INTEGER,
  source_begin INTEGER, source_end INTEGER,
  "from" TEXT,
  PRIMARY KEY (document, field, position)
) WITHOUT ROWID;
CREATE TABLE map (                  -- runs that are byte-identical in text and capture
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  text_begin INTEGER NOT NULL,
  source_begin INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE parts (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,                 -- 'p:0' …
  kind TEXT NOT NULL,
  region TEXT NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  parent TEXT,
  level INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE comments (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  part TEXT NOT NULL,
  author TEXT,
  published TEXT,
  reply_to TEXT,                    -- the part of the comment it answers
  permalink TEXT,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE warnings (             -- what of the page could not be read
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  code INTEGER NOT NULL,
  message TEXT NOT NULL,
  "offset" INTEGER,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE voices (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT, sector TEXT, code TEXT,
  PRIMARY KEY (document, position),
  UNIQUE (document, id)
) WITHOUT ROWID;
CREATE TABLE attributions (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  part TEXT NOT NULL,
  parent TEXT,
  voice TEXT,
  act TEXT NOT NULL,
  channel TEXT NOT NULL,
  quote TEXT NOT NULL,
  negated INTEGER NOT NULL,
  p REAL NOT NULL,
  rule TEXT NOT NULL,
  cue_head INTEGER NOT NULL,        -- token of the document's analysis
  PRIMARY KEY (document, position),
  UNIQUE (document, id)
) WITHOUT ROWID;
CREATE TABLE claims (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  part TEXT NOT NULL,
  text TEXT NOT NULL,               -- the words of its content; several ranges joined by ' … '
  voice TEXT,                       -- on whose word it finally rests
  depth INTEGER NOT NULL,           -- links in its chain
  act TEXT,                         -- of the innermost link
  commitment_source TEXT NOT NULL,
  commitment_outlet TEXT NOT NULL,
  conditional INTEGER NOT NULL,
  negated INTEGER NOT NULL,
  opinion INTEGER NOT NULL,
  exact TEXT NOT NULL,              -- anchor: the words, and up to 32 characters around them
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  UNIQUE (document, position),
  UNIQUE (document, id)
);
CREATE TABLE chains (               -- the links of each claim, outermost first
  document TEXT NOT NULL REFERENCES documents(id),
  claim TEXT NOT NULL,
  position INTEGER NOT NULL,
  attribution TEXT NOT NULL,
  PRIMARY KEY (document, claim, position)
) WITHOUT ROWID;
CREATE TABLE figures (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  low REAL, high REAL, value REAL,
  bound TEXT NOT NULL,
  unit TEXT,
  of_begin INTEGER, of_end INTEGER,
  kind TEXT NOT NULL,
  claim TEXT,                       -- the innermost claim that holds it
  PRIMARY KEY (document, position),
  UNIQUE (document, id)
) WITHOUT ROWID;
CREATE TABLE times (
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  anchor TEXT,
  PRIMARY KEY (document, position),
  UNIQUE (document, id)
) WITHOUT ROWID;
CREATE TABLE holds (                -- the figures and times inside each claim
  document TEXT NOT NULL REFERENCES documents(id),
  claim TEXT NOT NULL,
  kind TEXT NOT NULL,               -- figure time
  position INTEGER NOT NULL,
  finding TEXT NOT NULL,
  PRIMARY KEY (document, claim, kind, position)
) WITHOUT ROWID;
CREATE TABLE spans (
  document TEXT NOT NULL REFERENCES documents(id),
  owner TEXT NOT NULL,              -- id of the voice, attribution or claim
  role TEXT NOT NULL,               -- mention · source cue content runner_up · content cues if then anchor
  position INTEGER NOT NULL,
  "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,   -- in the text; for 'anchor' in the capture
  PRIMARY KEY (document, owner, role, position)
) WITHOUT ROWID;
CREATE TABLE heads (                -- how sure the encoder's heads are of an attribution; no row where rules alone found it
  document TEXT NOT NULL REFERENCES documents(id),
  position INTEGER NOT NULL,        -- the attribution's
  attribution TEXT NOT NULL,
  cue REAL, source REAL, content REAL,  -- mean probability of the labels in each role
  runner_up TEXT,                   -- what the next reading has otherwise: source, content, or cue: no attribution at all
  runner_up_odds REAL,              -- its words are the spans with role 'runner_up'
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX voices_by_id ON voices(id);
CREATE INDEX attributions_by_id ON attributions(id);
CREATE INDEX claims_by_id ON claims(id);
CREATE INDEX figures_by_id ON figures(id);
CREATE INDEX times_by_id ON times(id);
CREATE VIRTUAL TABLE claim_words USING fts5(text, content='claims', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='documents', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2');

-- Analyst: what people decide. Rows point at findings by id and keep the anchor, so that they outlive a new reading.
CREATE TABLE grades (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
  voice TEXT, claim TEXT, grade TEXT, note TEXT
);
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
  kind TEXT NOT NULL, target TEXT NOT NULL, other TEXT, document TEXT, exact TEXT, prefix TEXT, suffix TEXT,
  content TEXT, undone_by INTEGER REFERENCES decisions(number)
);
CREATE TABLE notes (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
  target TEXT NOT NULL, document TEXT, exact TEXT, prefix TEXT, suffix TEXT, note TEXT NOT NULL
);

-- Custody: what was done to the case, each row hashing the one before. Never changed, never deleted.
CREATE TABLE custody (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,                 -- UTC
  who TEXT NOT NULL,
  action TEXT NOT NULL,             -- create store replace
  arguments TEXT NOT NULL,          -- JSON list
  program TEXT NOT NULL,
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  document TEXT NOT NULL,
  path TEXT NOT NULL,
  input TEXT NOT NULL,              -- SHA-256 of the capture
  output TEXT NOT NULL,             -- SHA-256 of the document's machine rows
  previous TEXT NOT NULL,           -- hash of the row before
  hash TEXT NOT NULL                -- SHA-256 of all the above
);
CREATE INDEX custody_by_document ON custody(document);
CREATE TRIGGER captures_stay BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_last BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never deleted'); END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_last BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody rows are never changed'); END;
CREATE TRIGGER custody_lasts BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody rows are never deleted'); END;
)sql";
}

}  // namespace hearsay
