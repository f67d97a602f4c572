package stat

// Surviving gives the chance that a wait is not over by t (Kaplan–Meier).
func (c Curve) Surviving(t float64) float64 {
	s := 1.0
	for _, st := range c.steps {
		if st.t > t {
			break
		}
		s = st.surviving
	}
	return s
}
