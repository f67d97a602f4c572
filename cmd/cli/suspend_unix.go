//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"foresail/store/say"
)

const stoppable = true

// A process is stopped soon after it asked for that; one that still runs after
// stopTries naps is not going to be. Naps are counted, and not the time, which
// goes on while the process is stopped.
const (
	nap       = 10 * time.Millisecond
	stopTries = 50
)

// stopUntilContinued stops the job of this process, as the terminal does for
// ctrl+z in other programs, until somebody continues it.
func stopUntilContinued() error {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	time.Sleep(nap) // goroutines that are about to end have their turn before
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return say.Because(err, "suspend.failed")
	}
	for range stopTries {
		select {
		case <-continued:
			return nil
		case <-time.After(nap):
		}
	}
	return say.Errorf("suspend.orphan")
}
