package behaviour

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page is where people read what a simulated container does.
var page = filepath.Join("..", "..", "..", "docs", "practice-cluster.md")

// TestTablesOfThePage: the tables are made from the code. UPDATE=1 writes them.
func TestTablesOfThePage(t *testing.T) {
	old, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(old)
	for name, table := range map[string]string{"images": imagesTable(), "annotation": annotationTable(t)} {
		begin, end := "<!-- "+name+": made by `npm test -- go` with UPDATE=1 -->\n", "<!-- end of "+name+" -->"
		head, rest, hasBegin := strings.Cut(text, begin)
		_, tail, hasEnd := strings.Cut(rest, end)
		if !hasBegin || !hasEnd {
			t.Fatalf("the page has no place for the table of %s", name)
		}
		text = head + begin + "\n" + table + "\n" + end + tail
	}
	if text == string(old) {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatal("docs/practice-cluster.md is not what the code says; UPDATE=1 npm test -- go")
	}
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ownName is how a comment of Go begins: "Exit is", "Ready, Live:".
var ownName = regexp.MustCompile(`^[A-Z]\w*(?:(?:,| and) [A-Z]\w*)*(?::| is| are) `)

func imagesTable() string {
	var out strings.Builder
	out.WriteString("| Image | What its program does | Listens on |\n| --- | --- | --- |\n")
	for _, name := range slices.Sorted(maps.Keys(images)) {
		image := images[name]
		ports := make([]string, len(image.Ports))
		for i, port := range image.Ports {
			ports[i] = fmt.Sprint(port)
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s |\n", name, does(image), strings.Join(ports, ", "))
	}
	return out.String()
}

func does(image Image) string {
	var parts []string
	switch {
	case image.Once:
		parts = append(parts, "prints its lines and ends")
	case image.Shell:
		parts = append(parts, "a shell: ends at once unless somebody is at its standard input")
	default:
		parts = append(parts, "runs for ever")
	}
	if len(image.NeedsEnv) > 0 {
		parts = append(parts, "ends with code 1 unless one of `"+strings.Join(image.NeedsEnv, "`, `")+"` is set")
	}
	if len(image.WritesTo) > 0 {
		parts = append(parts, "ends with code 1 when it may not write to `"+strings.Join(image.WritesTo, "`, `")+"`")
	}
	if image.NonRoot {
		parts = append(parts, "does not run as root")
	}
	if image.Tags != nil {
		parts = append(parts, "only tags that were published can be pulled")
	}
	return strings.Join(parts, "; ")
}

// annotationTable are the fields of Behaviour that have a name in JSON, with their comments.
func annotationTable(t *testing.T) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "behaviour.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString("| Field | Meaning |\n| --- | --- |\n")
	comment := ""
	ast.Inspect(file, func(node ast.Node) bool {
		spec, isType := node.(*ast.TypeSpec)
		if !isType || spec.Name.Name != "Behaviour" {
			return true
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			if text := strings.Join(strings.Fields(field.Doc.Text()), " "); text != "" {
				text = ownName.ReplaceAllString(text, "")
				comment = strings.ToUpper(text[:1]) + text[1:]
			}
			if field.Tag == nil {
				continue
			}
			name, _, _ := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json"), ",")
			if name != "-" {
				fmt.Fprintf(&out, "| `%s` | %s |\n", name, comment)
			}
		}
		return false
	})
	return out.String()
}
