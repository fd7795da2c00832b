package nodestats

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// Both builds have to have the same names, or a host compiles with one of them only.
func TestBothBuildsExportTheSame(t *testing.T) {
	with := exported(t, map[string]bool{"nodestats": true, "cgo": true})
	without := exported(t, map[string]bool{})
	for _, name := range with {
		if !slices.Contains(without, name) {
			t.Errorf("missing without the library: %s", name)
		}
	}
	for _, name := range without {
		if !slices.Contains(with, name) {
			t.Errorf("missing with the library: %s", name)
		}
	}
	if !slices.Contains(with, "func (*Engine) RecordSegment(string, *Segment) error") {
		t.Errorf("RecordSegment was not found; this test sees %q", with)
	}
}

// exported lists the declarations of the files that are built with tags.
func exported(t *testing.T, tags map[string]bool) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if isBuilt(t, file, tags) {
			names = append(names, exportedIn(file)...)
		}
	}
	slices.Sort(names)
	return names
}

func isBuilt(t *testing.T, file *ast.File, tags map[string]bool) bool {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if !constraint.IsGoBuild(comment.Text) {
				continue
			}
			expression, err := constraint.Parse(comment.Text)
			if err != nil {
				t.Fatal(err)
			}
			return expression.Eval(func(tag string) bool { return tags[tag] })
		}
	}
	return true
}

func exportedIn(file *ast.File) []string {
	var names []string
	for _, declaration := range file.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			if name, ok := signature(declaration); ok {
				names = append(names, name)
			}
		case *ast.GenDecl:
			for _, spec := range declaration.Specs {
				names = append(names, specNames(declaration.Tok, spec)...)
			}
		}
	}
	return names
}

func specNames(kind token.Token, spec ast.Spec) []string {
	var names []string
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() {
			names = append(names, "type "+spec.Name.Name)
		}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			if name.IsExported() {
				names = append(names, kind.String()+" "+name.Name)
			}
		}
	}
	return names
}

// signature is a function's receiver, name and types, without the names of its parameters.
func signature(function *ast.FuncDecl) (string, bool) {
	if !function.Name.IsExported() {
		return "", false
	}
	receiver := ""
	if function.Recv != nil {
		receiver = "(" + types(function.Recv) + ") "
		if !ast.IsExported(strings.Trim(receiver, "(*) ")) {
			return "", false // nobody else can call it by that type
		}
	}
	text := "func " + receiver + function.Name.Name + "(" + types(function.Type.Params) + ")"
	switch results := function.Type.Results; {
	case results == nil:
		return text, true
	case results.NumFields() == 1:
		return text + " " + types(results), true
	default:
		return text + " (" + types(results) + ")", true
	}
}

func types(fields *ast.FieldList) string {
	var list []string
	for _, field := range fields.List {
		var text bytes.Buffer
		printer.Fprint(&text, token.NewFileSet(), field.Type)
		for range max(1, len(field.Names)) {
			list = append(list, text.String())
		}
	}
	return strings.Join(list, ", ")
}
