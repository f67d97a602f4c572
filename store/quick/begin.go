package quick

// Begin gives the beginning of a line about an account, or a deal of it, for
// somebody to go on typing: with a space behind it, so that the next word is
// one of its own. What is "" is left out; a deal is told by its account only.
func Begin(kind, account, deal string) string {
	line := kind + " "
	if account == "" {
		return line
	}
	line += Quote(account)
	if deal != "" {
		line += "/" + Quote(deal)
	}
	return line + " "
}
