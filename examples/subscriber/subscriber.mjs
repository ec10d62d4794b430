// Another agency's subscriber in Node, whole: `node subscriber.mjs endpoints.json copy.sqlite`.
//
// The same as subscriber.py beside it, with the same copy: an event is taken once and in order, only as its schema has
// it, only with its owner's signature; one of them is then looked up in the audit log, which may never contradict a
// checkpoint that was kept. Run it again and it goes on where it stopped.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import kafkajs from "kafkajs";
import { checkDecided, openProof, rootAt, sha256 } from "./proofs.mjs";

const CONTRACTS = join(import.meta.dirname, "..", "..", "shared", "contracts");
const TOPICS = ["asn.registration.public", "asn.training.public", "asn.feedback.public"];
const PROMISED_SECONDS = 60;
const QUIET_SECONDS = 3;
const ENVELOPE = "urn:asn-tanjungbalai:contract:envelope.v1";
const TABLES = `
CREATE TABLE IF NOT EXISTS streams (subject TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, type TEXT, time TEXT, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoints (size INTEGER PRIMARY KEY, root BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS copy (id TEXT NOT NULL);
INSERT INTO copy SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM copy);
`;

const read = (...places) => readFileSync(join(...places), "utf8");

/** The schemas by the name in an event's `dataschema`, and which service owns which kind of stream. */
export class Contracts {
  #ajv = new Ajv2020({ strict: false });
  #owners = new Map();

  constructor(folder = CONTRACTS) {
    formats(this.#ajv).addSchema(JSON.parse(read(folder, "bundle.json")));
    for (const service of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()))
      for (const kind of Object.keys(JSON.parse(read(folder, service.name, "aggregates.json"))))
        this.#owners.set(kind, service.name);
  }

  knows(name) {
    return this.#ajv.getSchema(name) !== undefined;
  }

  check(name, value) {
    if (!this.#ajv.validate(name, value)) throw new Error(`not as ${name} has it: ${this.#ajv.errorsText()}`);
  }

  owner(subject) {
    return this.#owners.get(subject.split("-")[0]);
  }
}

export function open(copy) {
  const db = new DatabaseSync(copy);
  db.exec(TABLES);
  return db;
}

/** What became of a message: "new", "repeat", "unknown" (a type that our contracts lack). Throws if it is wrong. */
export function take(db, contracts, keys, { value, headers }) {
  const event = JSON.parse(value);
  contracts.check(ENVELOPE, event);
  const key = read(keys, `${contracts.owner(event.subject)}.key`).trim();
  checkDecided(String(headers["asn-note"]), key, String(headers["asn-path"]), sha256(value));
  const known = contracts.knows(event.dataschema);
  if (known) contracts.check(event.dataschema, event.data);
  db.exec("BEGIN IMMEDIATE"); // the cursor and what it stands for are written together, or neither
  try {
    const last = db.prepare("SELECT version FROM streams WHERE subject = ?").get(event.subject)?.version ?? 0;
    if (event.streamversion <= last) return "repeat";
    if (event.streamversion > last + 1)
      throw new Error(`${event.id}: between it and version ${last} something is missing`);
    db.prepare("REPLACE INTO streams VALUES (?, ?)").run(event.subject, event.streamversion);
    db.prepare("INSERT INTO events VALUES (?, ?, ?, ?)").run(event.id, event.type, event.time, value);
    db.exec("COMMIT");
    return known ? "new" : "unknown";
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
  }
}

/** The number of an event in the audit log, proved; the checkpoint is kept. Throws if the log contradicts itself. */
export async function prove(db, log, audit, content) {
  const digest = sha256(content);
  const end = Date.now() + PROMISED_SECONDS * 1000;
  const ask = () => fetch(`${audit}/v1/receipts/${digest.toString("hex")}.tlog-proof`);
  let answer = await ask();
  for (; answer.status !== 200; answer = await ask()) {
    if (Date.now() > end) throw new Error(`the log does not show it after a minute: ${answer.status}`);
    await sleep(1000);
  }
  const shown = openProof(await answer.text(), log.key, digest);
  for (const kept of db.prepare("SELECT size, root FROM checkpoints ORDER BY size DESC LIMIT 1").all()) {
    const [before, after] = [kept, shown].sort((one, other) => one.size - other.size);
    if (!(await rootAt(log.url, before.size, after.size)).equals(before.root))
      throw new Error(`two histories: the first ${before.size} entries are not those that were signed before`);
  }
  db.prepare("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)").run(shown.size, shown.root);
  return shown.index;
}

/** Hands each message to `each`, until the topics have been quiet for a moment or one of them is refused. */
async function consume({ bootstrap, mechanism, users: { agency } }, copied, each) {
  const sasl = { mechanism: mechanism.toLowerCase(), username: agency.username, password: agency.password };
  const kafka = new kafkajs.Kafka({ brokers: [bootstrap], sasl, logLevel: kafkajs.logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `${agency.username}.${copied}` });
  const { promise: done, resolve, reject } = Promise.withResolvers();
  const reached = new Map();
  let quiet, stopped;
  const wait = () => {
    clearTimeout(quiet);
    quiet = setTimeout(resolve, QUIET_SECONDS * 1000);
  };
  consumer.on(consumer.events.GROUP_JOIN, wait);
  await consumer.connect();
  await consumer.subscribe({ topics: TOPICS, fromBeginning: true });
  const eachMessage = async ({ topic, partition, message }) => {
    if (stopped) return;
    try {
      each(message);
    } catch (wrong) {
      stopped = true;
      return reject(wrong);
    }
    reached.set(`${topic} ${partition}`, { topic, partition, offset: String(BigInt(message.offset) + 1n) });
    wait();
  };
  await consumer.run({ autoCommit: false, eachMessage });
  try {
    await done;
    await consumer.commitOffsets([...reached.values()]); // only where to go on: what was taken is known to the copy
  } finally {
    clearTimeout(quiet);
    await consumer.disconnect();
  }
}

async function main(endpoints, copy) {
  const told = JSON.parse(read(endpoints));
  const [db, contracts] = [open(copy), new Contracts()];
  const counts = { new: 0, repeat: 0, unknown: 0 };
  const copied = db.prepare("SELECT id FROM copy").get().id; // a new copy is a new group, which begins at the beginning
  await consume(told.kafka, copied, (message) => counts[take(db, contracts, told.keys, message)]++);
  console.log(Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", "));
  const newest = db.prepare("SELECT id, bytes FROM events ORDER BY time DESC LIMIT 1").get();
  if (newest) {
    const number = await prove(db, told.log, told.services.audit.api, newest.bytes);
    console.log(`${newest.id} is entry ${number} of the audit log`);
  }
}

if (process.argv[1] === import.meta.filename) await main(...process.argv.slice(2));
