// Package sshd serves the cockpit, and the commands, of one data file over
// SSH.
//
// It promises: nobody is let in but who has proven to hold a key that is let
// in at this moment, as the rep and role of that key; a key that is taken away
// ends its sessions within a second; there is no shell, no program but
// foresail's own commands, and no forwarding of any kind; one client, however
// slow, hostile or broken, neither stops nor slows the others; nothing that a
// client sends stands in the log as anything but quoted text, and no text of
// entries stands there at all. It may import everything of foresail but
// cmd/cli, which gives it what a cockpit runs on and what runs a command. Only
// this package imports wish and charm.land/ssh.
//
// # Decisions
//
//   - Wish's server (charm.land/ssh) keeps connections and handshakes; its
//     session is not used. That one answers yes to agent forwarding, keeps any
//     number of environment variables (4,000 of them take 179 MB), takes a
//     window of any size, and waits for a program that does not read the
//     window's changes. Here a session is a table of the six requests that
//     mean something (session.go); all others are refused.
//   - Who a client is comes from the permissions of the connection, which
//     x/crypto/ssh keeps with the key they were given for and hands back for
//     the one that was proven. Nothing is noted while keys are only offered
//     (CVE-2024-45337). The key is looked up again when a session begins.
//   - Connections are turned away at the listener (gate.go), before the
//     handshake costs anything: by address, so that one address that opens a
//     thousand and proves nothing does not lock out the others.
//   - Idle is measured by what the client types. By what it is sent, as the
//     library measures, a live screen would never idle.
//   - A client that takes nothing of a cockpit for Limits.Stuck loses the session,
//     and one that takes no bytes at all the connection. Its cockpit goes on
//     meanwhile and draws into nothing, so it holds up nobody. What a command
//     writes waits, for a pager on the other side, as long as Limits.Command.
//   - Environment variables are dropped, whatever their name: the terminal's
//     name in the request for a terminal is enough to draw by.
//   - What a client sends to a command ends when the client says so. A client
//     that is lost on the way makes the command fail instead: it is asked for
//     a sign of life at the end, as half of a number is a number too.
//   - Command lines are split into words here as a shell would split them: the
//     library that did it dropped empty words, so that an option took the next
//     one for its value. There is no shell to do anything else.
//   - Under a terminal a command gets what is typed as one expects it: echoed,
//     by lines, with backspace, ctrl+d and ctrl+c. Clients send single bytes.
//   - SIGHUP ends a server like SIGTERM does. There is nothing to read anew:
//     keys stand in the data file and count at once.
//   - The page of metrics writes Prometheus' text format itself. Its client
//     library would add 1.3 ms to every start of the program, of which a
//     `foresail log` is to take five, and 7 MB, for one page that is off.
//   - Garbage is collected at half of what is in use instead of all of it. With
//     a million activities and a hundred sessions that takes 1.6 MiB a session
//     instead of 2.7, for 1.9 ms of processor a session and second instead of
//     1.6 (BenchmarkTeam); GOGC in the surroundings says otherwise.
//   - The day on which a key came in last is written once a day and key. More
//     often would make a write of every look at the screen.
package sshd
