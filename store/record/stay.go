package record

// detour is for how many seconds a deal may be out of a stage so that it counts
// as never having left it: less than a day.
const detour = 24 * 60 * 60

// Settled gives moves without detours: where a deal is back in a stage less than
// a day after it left it, the stay goes on from where it began, and what lay
// between is not told. It is how long deals stay, and which go on, that is read
// from it; what happened is the moves themselves. The moves are in the order of
// time; the result may be the same slice.
func Settled(moves []Move) []Move {
	for i := 2; i < len(moves); i++ {
		if stay(moves[:i], moves[i]) < 0 {
			continue
		}
		out := append(make([]Move, 0, len(moves)), moves[:i]...)
		for _, m := range moves[i:] {
			out = settle(out, m)
		}
		return out
	}
	return moves
}

// settle adds a move to settled ones.
func settle(moves []Move, m Move) []Move {
	if k := stay(moves, m); k >= 0 {
		return moves[:k+1]
	}
	return append(moves, m)
}

// stay gives the place, among settled moves, of the stay that a move takes up
// again; -1 for one that begins anew.
func stay(moves []Move, m Move) int {
	for k := len(moves) - 2; k >= 0; k-- {
		left := moves[k+1].At
		switch {
		case left.IsZero() || m.At.Unix-left.Unix >= detour:
			return -1
		case moves[k].To == m.To:
			return k
		}
	}
	return -1
}
