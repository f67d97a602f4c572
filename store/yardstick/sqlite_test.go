//go:build yardstick

package yardstick

import (
	"database/sql/driver"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"

	"foresail/store/record"
)

const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -65536;
CREATE TABLE word (number INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE activity (
	seq INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	day INTEGER NOT NULL, at INTEGER NOT NULL, off INTEGER NOT NULL,
	kind INTEGER NOT NULL, outcome INTEGER NOT NULL,
	rep INTEGER NOT NULL, account INTEGER NOT NULL, deal INTEGER NOT NULL, contact INTEGER NOT NULL,
	seconds INTEGER NOT NULL, worth INTEGER, currency TEXT,
	next_kind INTEGER NOT NULL, next_due INTEGER, note TEXT
);
CREATE INDEX activity_day ON activity (day);
`

const insert = `INSERT INTO activity (id, day, at, off, kind, outcome, rep, account, deal, contact,
	seconds, worth, currency, next_kind, next_due, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

// sqlite is the other side.
type sqlite struct {
	conn   *sqlite3.SQLiteConn
	insert driver.Stmt
	word   driver.Stmt
	words  map[string]int64
	values []driver.Value
}

func openSQLite(path string) (*sqlite3.SQLiteConn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open("file:" + path)
	if err != nil {
		return nil, err
	}
	return c.(*sqlite3.SQLiteConn), nil
}

func newSQLite(path string) (*sqlite, error) {
	conn, err := openSQLite(path)
	if err != nil {
		return nil, err
	}
	s := &sqlite{conn: conn, words: make(map[string]int64), values: make([]driver.Value, 16)}
	if err := s.exec(schema); err != nil {
		return nil, err
	}
	if s.insert, err = conn.Prepare(insert); err != nil {
		return nil, err
	}
	s.word, err = conn.Prepare(`INSERT INTO word (number, text) VALUES (?, ?)`)
	return s, err
}

func (s *sqlite) exec(text string) error {
	if _, err := s.conn.Exec(text, nil); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// number gives the integer that stands for a word or an id.
func (s *sqlite) number(text string) (int64, error) {
	if n, ok := s.words[text]; ok {
		return n, nil
	}
	n := int64(len(s.words) + 1)
	s.words[text] = n
	_, err := s.word.Exec([]driver.Value{n, []byte(text)})
	return n, err
}

func (s *sqlite) idNumber(id record.ID) (int64, error) {
	if id.IsZero() {
		return 0, nil
	}
	return s.number(string(id[:]))
}

// add inserts one turn in one transaction.
func (s *sqlite) add(turn []record.Activity) error {
	if err := s.exec("BEGIN"); err != nil {
		return err
	}
	for i := range turn {
		if err := s.row(&turn[i]); err != nil {
			return err
		}
	}
	return s.exec("COMMIT")
}

func (s *sqlite) row(a *record.Activity) (err error) {
	v := s.values
	for i, word := range [...]string{4: a.Kind, 5: a.Outcome, 13: a.NextKind} {
		if word == "" {
			if i == 4 || i == 5 || i == 13 {
				v[i] = int64(0)
			}
			continue
		}
		if v[i], err = s.number(word); err != nil {
			return err
		}
	}
	for i, id := range [...]record.ID{a.Rep, a.Account, a.Deal, a.Contact} {
		if v[6+i], err = s.idNumber(id); err != nil {
			return err
		}
	}
	v[0], v[1], v[2], v[3] = a.ID[:], int64(a.At.Date()), a.At.Unix, int64(a.At.Off)
	v[10], v[11], v[12], v[14], v[15] = int64(a.Seconds), nil, nil, nil, nil
	if !a.Worth.IsZero() {
		v[11], v[12] = a.Worth.Minor, a.Worth.Currency
	}
	if !a.NextDue.IsZero() {
		v[14] = a.NextDue.Unix
	}
	if a.Note != "" {
		v[15] = a.Note
	}
	_, err = s.insert.Exec(v)
	return err
}

// finish brings everything into the one file.
func (s *sqlite) finish() error { return s.exec("PRAGMA wal_checkpoint(TRUNCATE)") }

func (s *sqlite) close() error {
	s.insert.Close()
	s.word.Close()
	return s.conn.Close()
}

// dashboard asks for the counts of 90 days by rep and kind, and of 12 weeks
// by kind; it gives the number of rows counted, to compare.
func dashboardSQLite(path string, last record.Date) (total, series int64, err error) {
	conn, err := openSQLite(path)
	if err != nil {
		return 0, 0, err
	}
	defer conn.Close()
	monday := record.Week.Start(last, 0)
	total, err = addUp(conn, `SELECT rep, kind, count(*) FROM activity WHERE day > ? AND day <= ? GROUP BY rep, kind`, last-90, last)
	if err != nil {
		return 0, 0, err
	}
	series, err = addUp(conn, `SELECT (day - 4) / 7, kind, count(*) FROM activity WHERE day > ? AND day <= ? GROUP BY 1, 2`, monday-7*11-1, last)
	return total, series, err
}

func addUp(conn *sqlite3.SQLiteConn, query string, from, to record.Date) (sum int64, err error) {
	rows, err := conn.Query(query, []driver.Value{int64(from), int64(to)})
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	row := make([]driver.Value, 3)
	for {
		switch err := rows.Next(row); err {
		case nil:
			sum += row[2].(int64)
		case io.EOF:
			return sum, nil
		default:
			return 0, err
		}
	}
}
