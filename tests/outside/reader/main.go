// Reads our log with golang.org/x/mod/sumdb (note, tlog), which knows nothing of us: the checkpoint is opened,
// every hash comes from our tiles and is authenticated by the signed root, and proofs are made and checked.
//
//	reader URL VKEY [-old SIZE]… [-proof FILE]… [-cosigner VKEY]…
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	cosignature "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func main() {
	url, vkey := os.Args[1], os.Args[2]
	var olds, proofs, cosigners list
	flags := flag.NewFlagSet("reader", flag.ExitOnError)
	flags.Var(&olds, "old", "an earlier size")
	flags.Var(&proofs, "proof", "a .tlog-proof file")
	flags.Var(&cosigners, "cosigner", "a witness's verifier key")
	flags.Parse(os.Args[3:])

	text := fetch(url, "checkpoint")
	verifier := must(note.NewVerifier(vkey))
	tree := open(text, verifier)
	reader := tlog.TileHashReader(tree, tiles{url})

	var hashes []tlog.Hash
	for _, entry := range entries(url, tree.N) {
		hashes = append(hashes, tlog.RecordHash(entry))
	}
	if int64(len(hashes)) != tree.N {
		fail("%d entries, the checkpoint says %d", len(hashes), tree.N)
	}
	step := tree.N/500 + 1
	for n := int64(0); n < tree.N; n += step {
		proof := must(tlog.ProveRecord(tree.N, n, reader))
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, n, hashes[n]), "entry %d", n)
	}
	fmt.Printf("%d entries, %d of them proved\n", tree.N, (tree.N+step-1)/step)

	for _, old := range olds {
		size := must(strconv.ParseInt(old, 10, 64))
		earlier := must(tlog.TreeHash(size, reader))
		proof := must(tlog.ProveTree(tree.N, size, reader))
		check(tlog.CheckTree(proof, tree.N, tree.Hash, size, earlier), "size %d", size)
		fmt.Printf("continues %d\n", size)
	}
	for _, file := range proofs {
		receipt(must(os.ReadFile(file)), verifier)
	}
	for _, key := range cosigners {
		witness := must(cosignature.NewVerifierForCosignatureV1(key))
		opened := must(note.Open(text, note.VerifierList(verifier, witness)))
		if len(opened.Sigs) != 2 {
			fail("%d signatures", len(opened.Sigs))
		}
		fmt.Printf("cosigned by %s\n", witness.Name())
	}
}

// open gives the tree head of a checkpoint that the log signed.
func open(text []byte, verifier note.Verifier) tlog.Tree {
	opened := must(note.Open(text, note.VerifierList(verifier)))
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		fail("origin %s", lines[0])
	}
	return tlog.Tree{
		N:    must(strconv.ParseInt(lines[1], 10, 64)),
		Hash: tlog.Hash(must(base64.StdEncoding.DecodeString(lines[2]))),
	}
}

// receipt checks a C2SP tlog-proof whose extra line is the entry itself.
func receipt(text []byte, verifier note.Verifier) {
	head, checkpoint, _ := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("not a proof: %s", lines[0])
	}
	entry := must(base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra ")))
	index := must(strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64))
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		proof = append(proof, tlog.Hash(must(base64.StdEncoding.DecodeString(line))))
	}
	tree := open(checkpoint, verifier)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)), "receipt of entry %d", index)
	fmt.Printf("receipt of entry %d\n", index)
}

type tiles struct{ url string }

func (t tiles) Height() int                     { return height }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		// Its paths start with the height, which C2SP fixes at 8 and leaves out.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		read = append(read, fetch(t.url, path))
	}
	return read, nil
}

func entries(url string, size int64) [][]byte {
	var found [][]byte
	for n := int64(0); n*256 < size; n++ {
		tile := tlog.Tile{H: height, L: 0, N: n, W: int(min(256, size-n*256))}
		bundle := fetch(url, strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
		for len(bundle) > 0 {
			length := binary.BigEndian.Uint16(bundle)
			found = append(found, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return found
}

func fetch(url, path string) []byte {
	answer := must(http.Get(url + path))
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		fail("%s%s: %s", url, path, answer.Status)
	}
	return must(io.ReadAll(answer.Body))
}

func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func check(err error, what string, arguments ...any) {
	if err != nil {
		fail(what+": %v", append(arguments, err)...)
	}
}

func fail(text string, arguments ...any) {
	fmt.Fprintf(os.Stderr, text+"\n", arguments...)
	os.Exit(1)
}
