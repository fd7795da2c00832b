package network

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Compiled is a contract's code for its making, and its functions' selectors by their signatures.
type Compiled struct {
	Code      []byte
	Selectors map[string]string
}

// Compile compiles Solidity files with NODESTATS_SOLC, and gives their contracts by name. The code runs on any chain
// since Paris and depends on nothing but sources and compiler.
func Compile(t testing.TB, paths ...string) map[string]Compiled {
	t.Helper()
	type source struct {
		Content string `json:"content"`
	}
	sources := map[string]source{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources[filepath.Base(path)] = source{string(content)}
	}
	input, err := json.Marshal(map[string]any{
		"language": "Solidity", "sources": sources,
		"settings": map[string]any{
			"optimizer":       map[string]any{"enabled": true, "runs": 200},
			"evmVersion":      "paris",
			"metadata":        map[string]any{"appendCBOR": false, "bytecodeHash": "none"},
			"outputSelection": map[string]any{"*": map[string]any{"*": []string{"evm.bytecode.object", "evm.methodIdentifiers"}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return readCompiled(t, Run(t, "NODESTATS_SOLC", string(input), "--standard-json"))
}

func readCompiled(t testing.TB, output Output) map[string]Compiled {
	t.Helper()
	var answer struct {
		Errors []struct {
			Severity         string `json:"severity"`
			FormattedMessage string `json:"formattedMessage"`
		} `json:"errors"`
		Contracts map[string]map[string]struct {
			EVM struct {
				Bytecode struct {
					Object string `json:"object"`
				} `json:"bytecode"`
				MethodIdentifiers map[string]string `json:"methodIdentifiers"`
			} `json:"evm"`
		} `json:"contracts"`
	}
	// The JavaScript build writes a line of its own before the answer.
	text := output.Out[max(strings.Index(output.Out, `{"`), 0):]
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("solc: %v in %.300s%.300s", err, output.Out, output.Err)
	}
	for _, problem := range answer.Errors {
		t.Fatal(problem.FormattedMessage)
	}
	compiled := map[string]Compiled{}
	for _, file := range answer.Contracts {
		for name, contract := range file {
			code, err := hex.DecodeString(contract.EVM.Bytecode.Object)
			if err != nil {
				t.Fatal(err)
			}
			compiled[name] = Compiled{code, contract.EVM.MethodIdentifiers}
		}
	}
	return compiled
}
