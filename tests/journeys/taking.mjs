// What examples/subscriber/subscriber.mjs makes of messages: `node taking.mjs keys < cases`, each case in an empty copy.
// A case is a list of [bytes in base64, headers]; the answer to it is a list of outcomes that ends with the first fault.
import { readFileSync } from "node:fs";
import { Contracts, open, take } from "../../examples/subscriber/subscriber.mjs";

const contracts = new Contracts();

function outcomes(messages) {
  const [db, found] = [open(":memory:"), []];
  try {
    for (const [value, headers] of messages)
      found.push(take(db, contracts, process.argv[2], { value: Buffer.from(value, "base64"), headers }));
  } catch (wrong) {
    found.push(wrong.message);
  }
  return found;
}

console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(outcomes)));
