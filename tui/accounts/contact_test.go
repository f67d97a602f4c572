package accounts_test

import "testing"

// Enter on a contact shows how to reach them and what was done with them last; e
// corrects the contact there as well, and esc leads back to it.
func TestAContactIsReadInFull(t *testing.T) {
	for _, size := range sizes {
		d := open(t, size[0], size[1])
		d.Press("/")
		d.Type("elo")
		d.Press("enter", "enter")
		d.MustShow("› Élodie Dupré")
		d.Press("enter")
		d.MustShow("account", "Acme", "e-mail", "elodie@acme.example", "phone", "+33 1 42 68 53 00", "last entry", "call")
		d.Press("e")
		d.MustShow("Edit the contact", "elodie@acme.example")
		d.Press("esc", "esc")
		d.MustShow("› Élodie Dupré")
		d.Press("j", "enter")
		d.MustShow("Zoë long", "e-mail           none")
	}
}
