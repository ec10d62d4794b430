// Signed notes (C2SP signed-note) and the Merkle tree of RFC 6962, with nothing but Node's own crypto.
import { createHash, createPublicKey, verify } from "node:crypto";

const ED25519 = Buffer.from("302a300506032b6570032100", "hex"); // what stands before a raw key in SubjectPublicKeyInfo
const WIDTH = 256;

export const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (digest) => sha256(Buffer.of(0), digest);
const pair = (left, right) => sha256(Buffer.of(1), left, right);

function require(fits, otherwise) {
  if (!fits) throw new Error(otherwise);
}

/** The text of a note that this key signed. Throws. */
export function openNote(note, verifier) {
  const [, name, id, encoded] = verifier.trim().match(/^([^+]+)\+([^+]+)\+(.+)$/);
  const cut = note.lastIndexOf("\n\n") + 1;
  const lines = note.slice(cut + 1).split("\n");
  const signature = lines
    .filter((line) => line.startsWith(`— ${name} `))
    .map((line) => Buffer.from(line.split(" ")[2], "base64"))
    .find((found) => found.subarray(0, 4).toString("hex") === id);
  require(signature, `not signed by ${name}`);
  const raw = Buffer.from(encoded, "base64").subarray(1);
  const key = createPublicKey({ key: Buffer.concat([ED25519, raw]), format: "der", type: "spki" });
  const text = note.slice(0, cut);
  require(verify(null, Buffer.from(text), key, signature.subarray(4)), `the signature of ${name} does not fit the text`);
  return text;
}

/** The entry with this digest is number `index` of a tree (RFC 9162 §2.1.3.2). Throws. */
function checkIncluded(digest, index, size, hashes, root) {
  let [found, node, last] = [leaf(digest), index, size - 1];
  require(index >= 0 && index < size, `entry ${index} is not in a tree of ${size}`);
  for (const sibling of hashes) {
    require(last > 0, "the proof is too long");
    const right = node % 2 === 1 || node === last;
    found = right ? pair(sibling, found) : pair(found, sibling);
    while (right && node % 2 === 0 && node > 0) [node, last] = [node >>> 1, last >>> 1];
    [node, last] = [node >>> 1, last >>> 1];
  }
  require(last === 0 && found.equals(root), "the proof does not lead to the root");
}

/** The event with this digest is one of those over which its service signed this note. Throws. */
export function checkDecided(note, verifier, path, digest) {
  const [name, , events, root] = openNote(note, verifier).split("\n");
  const [index, size, ...hashes] = path.split(" ");
  require(name === verifier.split("+")[0] && events === `events ${size}`, "a path of another commit");
  const top = Buffer.from(root.slice("root ".length), "base64");
  checkIncluded(digest, Number(index), Number(size), hashes.map((one) => Buffer.from(one, "base64")), top);
}

/** {index, size, root}: where the log's proof says that this digest stands, under the checkpoint it signed. Throws. */
export function openProof(text, verifier, digest) {
  const cut = text.indexOf("\n\n");
  const [format, ...lines] = text.slice(0, cut).split("\n").filter((line) => !line.startsWith("extra "));
  require(format === "c2sp.org/tlog-proof@v1", "not a proof of a transparency log");
  const [origin, size, top] = openNote(text.slice(cut + 2), verifier).split("\n");
  require(origin === verifier.split("+")[0], "a checkpoint of another log");
  const [index, ...hashes] = lines;
  const found = { index: Number(index.slice("index ".length)), size: Number(size), root: Buffer.from(top, "base64") };
  checkIncluded(digest, found.index, found.size, hashes.map((one) => Buffer.from(one, "base64")), found.root);
  return found;
}

/** What a log of `shown` entries, read from its tiles (C2SP tlog-tiles), has as the root over its first `size`. */
export async function rootAt(log, size, shown) {
  const group = (index) => String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0").match(/.{3}/g);
  async function node(height, begin) { // the complete subtree of 2^height leaves from leaf `begin` on
    const level = Math.floor(height / 8);
    const index = Math.floor(begin / 2 ** (8 * level) / WIDTH);
    const width = Math.min(WIDTH, Math.floor(shown / 2 ** (8 * level)) - index * WIDTH);
    const path = group(index).map((digits, at, all) => (at < all.length - 1 ? `x${digits}` : digits)).join("/");
    let answer = await fetch(`${log}tile/${level}/${path}${width < WIDTH ? `.p/${width}` : ""}`);
    if (answer.status === 404) answer = await fetch(`${log}tile/${level}/${path}`); // it has become a full one
    require(answer.ok, `the log does not show tile ${level}/${path}: ${answer.status}`);
    const tile = Buffer.from(await answer.arrayBuffer());
    const from = Math.floor(begin / 2 ** (8 * level)) % WIDTH;
    let row = Array.from({ length: 2 ** (height % 8) }, (_, at) => tile.subarray((from + at) * 32, (from + at + 1) * 32));
    while (row.length > 1) row = row.filter((_, at) => at % 2 === 0).map((left, at) => pair(left, row[2 * at + 1]));
    return row[0];
  }
  const subtrees = []; // a tree of 13 leaves is one of 8, one of 4 and one of 1
  for (let begin = 0; begin < size; ) {
    const height = Math.floor(Math.log2(size - begin));
    subtrees.push(await node(height, begin));
    begin += 2 ** height;
  }
  return subtrees.reduceRight((right, left) => pair(left, right));
}
