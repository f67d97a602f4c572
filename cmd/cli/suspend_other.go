//go:build !unix

package cli

const stoppable = false

func stopUntilContinued() error { return nil }
