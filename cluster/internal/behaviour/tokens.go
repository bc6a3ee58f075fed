package behaviour

import (
	"os"
	"strconv"
	"strings"
)

// token is a word of a script, or an operator between commands.
type token struct {
	text     string
	operator bool
	// quoted: some of it stood in quotes, so that it is no keyword and does not split.
	quoted bool
	// literal: it stood in single quotes, so that no variable is replaced in it.
	literal bool
}

// tokenize splits a script into words and operators.
func tokenize(text string) (out []token) {
	var word strings.Builder
	var current token
	inWord := false
	flush := func() {
		if inWord {
			current.text = word.String()
			out = append(out, current)
		}
		word.Reset()
		current, inWord = token{}, false
	}
	operator := func(text string) {
		flush()
		out = append(out, token{text: text, operator: true})
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text):
			i++
			if text[i] != '\n' {
				word.WriteByte(text[i])
				inWord = true
			}
		case c == '\'' || c == '"':
			end := closing(text, i)
			inside := text[i+1 : end]
			if c == '"' {
				inside = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inside)
			}
			word.WriteString(inside)
			inWord, current.quoted, current.literal = true, true, current.literal || c == '\''
			i = end
		case strings.HasPrefix(text[i:], "$("):
			end := matching(text, i+1)
			word.WriteString(text[i : end+1])
			inWord = true
			i = end
		case c == '#' && !inWord:
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case c == ' ' || c == '\t' || c == '\r':
			flush()
		case c == '\n' || c == ';' || c == '(' || c == ')':
			operator(";")
		case c == '&' && strings.HasSuffix(word.String(), ">"):
			word.WriteByte(c)
		case strings.HasPrefix(text[i:], "&&") || strings.HasPrefix(text[i:], "||"):
			operator(text[i : i+2])
			i++
		case c == '|':
			operator("|")
		case c == '&':
			operator(";")
		case (c == '{' || c == '}') && !inWord && (i+1 == len(text) || strings.ContainsRune(" \n;", rune(text[i+1]))):
			operator(";")
		default:
			word.WriteByte(c)
			inWord = true
		}
	}
	flush()
	return out
}

// closing finds the end of a quoted piece.
func closing(text string, start int) int {
	for i := start + 1; i < len(text); i++ {
		if text[i] == '\\' && text[start] == '"' {
			i++
		} else if text[i] == text[start] {
			return i
		}
	}
	return len(text)
}

// matching finds the end of $(…).
func matching(text string, start int) int {
	depth := 0
	for i := start; i < len(text); i++ {
		if text[i] == '(' {
			depth++
		} else if text[i] == ')' {
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text) - 1
}

// expand replaces variables and the few substitutions whose result is known.
func (r *reader) expand(t token) string {
	if t.literal {
		return t.text
	}
	return expandText(t.text, r.vars)
}

func expandText(text string, vars map[string]string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			out.WriteByte(text[i])
			continue
		}
		if strings.HasPrefix(text[i:], "$(") {
			end := matching(text, i+1)
			out.WriteString(substitute(text[min(i+2, end):end], vars))
			i = end
			continue
		}
		if strings.HasPrefix(text[i:], "${") {
			if end := strings.IndexByte(text[i:], '}'); end > 0 {
				name, otherwise, _ := strings.Cut(text[i+2:i+end], ":-")
				value := vars[name]
				if value == "" {
					value = otherwise
				}
				out.WriteString(value)
				i += end
				continue
			}
		}
		end := i + 1
		for end < len(text) && isName(text[i+1:end+1]) {
			end++
		}
		if end == i+1 {
			out.WriteByte('$')
			continue
		}
		out.WriteString(os.Expand(text[i:end], func(name string) string { return vars[name] }))
		i = end - 1
	}
	return out.String()
}

func substitute(command string, vars map[string]string) string {
	words := strings.Fields(expandText(command, vars))
	if len(words) == 0 {
		return ""
	}
	switch words[0] {
	case "hostname":
		return vars["HOSTNAME"]
	case "echo":
		return strings.Join(words[1:], " ")
	case "date":
		return DateMark
	case "seq":
		return sequence(words[1:])
	}
	return ""
}

// DateMark stands in a line for the moment at which it is printed.
const DateMark = "\x00date\x00"

func sequence(words []string) string {
	first, last := 1, 0
	if len(words) > 0 {
		last, _ = strconv.Atoi(words[len(words)-1])
	}
	if len(words) > 1 {
		first, _ = strconv.Atoi(words[0])
	}
	var out []string
	for i := first; i <= last && len(out) < maxLines; i++ {
		out = append(out, strconv.Itoa(i))
	}
	return strings.Join(out, " ")
}

func isName(word string) bool {
	for i, c := range word {
		if c != '_' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return word != ""
}
