package say

// storeText is about the data file.
var storeText = []message{
	{key: "store.no_file", other: "There is no data file at {file}."},
	{key: "store.exists", other: "{file} is there already; it is not touched. Choose another name, or move it away."},
	{key: "store.read_only", other: "{file} cannot be written: {cause}. Look at the permissions of the file and of its folder."},
	{key: "store.cannot_open", other: "{file} cannot be opened: {cause}"},
	{key: "store.not_ours", other: "{file} is not a data file of foresail. Nothing was changed in it."},
	{key: "store.damaged", other: "{file} is damaged ({what}). Nothing was changed in it; `foresail restore` brings back a backup."},
	{key: "store.damaged_log", other: "{file} is damaged: {cause}. `foresail check` says more, `foresail restore` brings back a backup."},
	{key: "store.truncated", other: "{file} is cut short: {size} bytes of at least {need}. Nothing was changed in it; `foresail restore` brings back a backup."},
	{key: "store.newer", other: "{file} was written by a newer foresail (format {version}; this one knows {mine}). Update foresail to open it."},
	{key: "store.busy", other: "{file} has been in use for {seconds} s by {holder} (process {pid}). Nothing was saved; try again when it is done."},
	{key: "store.busy_other", other: "{file} has been in use by another program for {seconds} s. Nothing was saved; try again when it is done."},
	{key: "store.failed", other: "{file} could not be used: {cause}"},
	{key: "store.full", other: "The disk with {file} is full. Nothing was saved; make room and try again."},
	{key: "store.uncertain", other: "{file} could not be written safely: {cause}. The entry is there, but may not outlive a power cut. Look at the disk, make a backup elsewhere and enter it again: nothing is recorded twice."},
	{key: "store.no_event", other: "There is no entry {ref}."},
	{key: "store.bad_ref", other: "\"{text}\" is not the number of an entry; numbers look like 1234 or k3xq7a-1234."},
	{key: "store.no_node", other: "No single machine's entries begin with \"{text}\"."},
	{key: "store.nothing_to_undo", other: "There is nothing of yours to take back."},
	{key: "store.not_undoable", other: "Entry {ref} is itself an undo; name the entry that it took back."},
	{key: "store.gap", other: "Entries before {ref} are missing (the newest here is {have}). Bring those first."},
	{key: "store.skew", other: "Entry {ref} was recorded by a clock that is more than a day ahead of this one: {cause}."},
	{key: "store.bad_event", other: "Entry {ref} from another machine cannot be taken in: {cause}."},
	{key: "store.twin", other: "Two files record under the name {node}: one is a copy of the other. Run `foresail restore` on the copy, which gives it a name of its own."},
}
