package store

func readOnly(error) bool { return false }
