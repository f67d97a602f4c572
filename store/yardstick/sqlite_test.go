//go:build yardstick

package yardstick

import (
	"database/sql"
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
`

// The index by date: as little as will do, and one from which the counts of a
// dashboard can be read alone.
const (
	plainIndex    = `CREATE INDEX activity_day ON activity (day)`
	coveringIndex = `CREATE INDEX activity_day ON activity (day, kind, rep, outcome)`
)

const insert = `INSERT INTO activity (id, day, at, off, kind, outcome, rep, account, deal, contact,
	seconds, worth, currency, next_kind, next_due, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

const insertWord = `INSERT INTO word (number, text) VALUES (?, ?)`

// sqlite is the other side: how rows get into it is up to its hands.
type sqlite struct {
	hands
	words  map[string]int64
	values []driver.Value
}

// hands do the work on a database.
type hands interface {
	exec(text string) error
	begin() error
	insert(values []driver.Value) error
	word(number int64, text []byte) error
	commit() error
	close() error
}

// raw calls the driver without database/sql between, and has the plain index.
type raw struct {
	conn  *sqlite3.SQLiteConn
	stmt  driver.Stmt
	words driver.Stmt
}

func newRaw(path string) (*raw, error) {
	conn, err := openSQLite(path)
	if err != nil {
		return nil, err
	}
	r := &raw{conn: conn}
	if err := r.exec(schema + plainIndex); err != nil {
		return nil, err
	}
	if r.stmt, err = conn.Prepare(insert); err != nil {
		return nil, err
	}
	r.words, err = conn.Prepare(insertWord)
	return r, err
}

func (r *raw) exec(text string) error {
	if _, err := r.conn.Exec(text, nil); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

func (r *raw) begin() error  { return r.exec("BEGIN") }
func (r *raw) commit() error { return r.exec("COMMIT") }

func (r *raw) insert(values []driver.Value) error {
	_, err := r.stmt.Exec(values)
	return err
}

func (r *raw) word(number int64, text []byte) error {
	_, err := r.words.Exec([]driver.Value{number, text})
	return err
}

func (r *raw) close() error {
	r.stmt.Close()
	r.words.Close()
	return r.conn.Close()
}

// usual goes through database/sql, and has the index that the numbers of a
// dashboard are read from.
type usual struct {
	db    *sql.DB
	stmt  *sql.Stmt
	words *sql.Stmt
	tx    *sql.Tx
	in    *sql.Stmt
	args  []any
}

func newUsual(path string) (*usual, error) {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	u := &usual{db: db, args: make([]any, 16)}
	if err := u.exec(schema + coveringIndex); err != nil {
		return nil, err
	}
	if u.stmt, err = db.Prepare(insert); err != nil {
		return nil, err
	}
	u.words, err = db.Prepare(insertWord)
	return u, err
}

func (u *usual) exec(text string) error {
	_, err := u.db.Exec(text)
	return err
}

func (u *usual) begin() (err error) {
	if u.tx, err = u.db.Begin(); err == nil {
		u.in = u.tx.Stmt(u.stmt)
	}
	return err
}

func (u *usual) commit() error { return u.tx.Commit() }

func (u *usual) insert(values []driver.Value) error {
	for i, v := range values {
		u.args[i] = v
	}
	_, err := u.in.Exec(u.args...)
	return err
}

func (u *usual) word(number int64, text []byte) error {
	_, err := u.tx.Stmt(u.words).Exec(number, text)
	return err
}

func (u *usual) close() error { return u.db.Close() }

func openSQLite(path string) (*sqlite3.SQLiteConn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open("file:" + path)
	if err != nil {
		return nil, err
	}
	return c.(*sqlite3.SQLiteConn), nil
}

func newSQLite(h hands) *sqlite {
	return &sqlite{hands: h, words: make(map[string]int64), values: make([]driver.Value, 16)}
}

// number gives the integer that stands for a word or an id.
func (s *sqlite) number(text string) (int64, error) {
	if n, ok := s.words[text]; ok {
		return n, nil
	}
	n := int64(len(s.words) + 1)
	s.words[text] = n
	return n, s.word(n, []byte(text))
}

func (s *sqlite) idNumber(id record.ID) (int64, error) {
	if id.IsZero() {
		return 0, nil
	}
	return s.number(string(id[:]))
}

// add inserts one turn in one transaction.
func (s *sqlite) add(turn []record.Activity) error {
	if err := s.begin(); err != nil {
		return err
	}
	for i := range turn {
		if err := s.row(&turn[i]); err != nil {
			return err
		}
	}
	return s.commit()
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
	return s.insert(v)
}

// finish brings everything into the one file.
func (s *sqlite) finish() error { return s.exec("PRAGMA wal_checkpoint(TRUNCATE)") }

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
