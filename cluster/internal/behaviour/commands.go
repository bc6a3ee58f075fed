package behaviour

// Command is one simple command of a line, with its variables replaced.
type Command struct {
	Words []string
	// After is "&&" or "||" when the command depends on the one before.
	After string
	// Compound: a loop or condition, which the simulated shell does not run.
	Compound bool
}

// Commands takes one line of a shell apart.
func Commands(line string, env map[string]string) (out []Command) {
	r := &reader{tokens: tokenize(line), vars: env}
	for _, s := range r.block() {
		command := Command{After: s.after, Compound: s.kind != ""}
		for _, t := range s.words {
			if t.operator {
				break
			}
			command.Words = append(command.Words, r.expand(t))
		}
		out = append(out, command)
	}
	return out
}
