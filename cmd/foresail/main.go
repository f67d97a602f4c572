// Command foresail is a sales cockpit for the terminal. Everything it does is
// in package cli; here it is only given the world it runs in.
package main

import (
	"os"
	"time"

	"foresail/cmd/cli"
)

func main() { os.Exit(run()) }

func run() int {
	return cli.Main(cli.World{
		Args: os.Args[1:],
		In:   os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Env: os.Getenv,
		Now: time.Now, Zone: time.Local,
	})
}
