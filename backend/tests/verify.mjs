// node verify.mjs FILE [ROOT]: checks a certificate, written from docs/protocol.md ("Receipts and certificates") alone.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
const [file, root] = process.argv.slice(2), commands = new Map(), committed = new Set();
const bad = (where, what) => { console.log(`not valid: ${where}: ${what}`); process.exit(1); };
process.on("uncaughtException", (error) => bad("bundle", error.message));
const must = (right, where, what) => right || bad(where, what);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const hex = (text) => Buffer.from(text, "hex"), u64 = (n) => hex(BigInt(n).toString(16).padStart(16, "0"));
// An Ed25519 key as Node wants it: 12 bytes of DER, then the 32 bytes.
const keyOf = (key) => createPublicKey({ key: hex("302a300506032b6570032100" + key), format: "der", type: "spki" });
const signedBy = (key, context, text, signature) =>
  verify(null, Buffer.from(context + "\0" + text), keyOf(key), Buffer.from(signature, "base64"));
// A text in which a field is there twice has more colons outside of its strings than what comes out has fields.
const read = (where, text) => {
  let fields = -1;
  const value = JSON.parse(text, function (_, inner) { fields += Array.isArray(this) ? 0 : 1; return inner; });
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1;
  return must(colons === fields, where, "a field is there twice") && value;
};
const open = (where, kind, { statement, signature }, trusted) => {
  const said = read(where, statement);
  must(signedBy(said.issuer, `waybill.${kind}.v1`, statement, signature), where, "the signature is wrong");
  return must(trusted(said), where, `not issued by the right key, but by ${said.issuer}`) && said;
};
const bundle = read("bundle", readFileSync(file, "utf8"));
const seal = open("seal", "seal", bundle.seal, (said) => !root || said.issuer === root);
const keys = open("keys", "keys", bundle.keys, (said) => said.issuer === seal.issuer);
const upTo = (time) => (said) => said.issuer === seal.issuer ||
  keys.former.some((former) => former.key === said.issuer && new Date(said[time]) <= new Date(former.until));
const lanes = new Map(bundle.enrolments.map((signed, i) => {
  const said = open(`enrolments[${i}]`, "enrolment", signed, upTo("issued_at"));
  return must(said.organization.id === seal.organization.id, `enrolments[${i}]`, "of others") && [said.lane, said.public_key];
}));
const places = new Map([...lanes.keys()].map((lane) => [`${lane} 0`, "0".repeat(64)]));
seal.commands.forEach(({ lane, seq, hash }) => places.set(`${lane} ${seq}`, hash));
const heads = new Map(seal.events.map((event) => [seal.log.epoch + event.seq, event.hash]));
must(bundle.commands.length === seal.commands.length, "commands", "not those of the seal");
bundle.commands.forEach(({ envelope, signature, receipt }, i) => {
  const where = `commands[${i}]`, { lane, seq, hash, state } = seal.commands[i];
  must((envelope !== undefined) === (state === "included"), where, "not as the seal says");
  const got = receipt && open(`${where}.receipt`, "receipt", receipt, upTo("received_at"));
  const named = [seal.organization.id, lane, seq, hash].join();
  must(!got || named === [got.organization, got.lane, got.seq, got.envelope].join(), where, "the receipt is of another");
  must(!got || [undefined, got.log.hash].includes(heads.get(got.log.epoch + got.log.seq)), where, "another head");
  if (got) commands.set(`${lane} ${got.cmd_id}`, undefined);
  if (envelope === undefined) return;
  must(sha256(envelope) === hash && lanes.has(lane), where, "the hash or the lane is wrong");
  must(signedBy(lanes.get(lane), "waybill.envelope.v1", envelope, signature), where, "the signature is wrong");
  const said = read(where, envelope), before = places.get(`${lane} ${seq - 1}`), blobs = said.blobs ?? [];
  must(said.lane === lane && said.seq === seq && said.delivery_id === seal.delivery_id, where, "of another place");
  must(!before || before === said.prev_hash, where, "does not follow the one before");
  blobs.forEach((blob) => committed.add(blob.sha256));
  commands.set(`${lane} ${said.cmd_id}`, blobs.map((blob) => blob.sha256));
});
const events = bundle.log.flatMap(({ prev, events }) => events.map((event, j) => ({ ...event, prev: j ? undefined : prev })));
must(events.length === seal.events.length, "log", "not the events of the seal");
events.reduce((head, { header: text, payload, salt, payload_hash, prev }, i) => {
  const where = `event ${i}`, { seq, hash, erased } = seal.events[i], header = read(where, text);
  must(header.seq === seq && header.delivery_id === seal.delivery_id, where, "not the event of the seal");
  must((payload === undefined) === !!erased && (salt === undefined) === !!erased, where, "not as the seal says");
  must(erased || sha256(hex(salt), payload) === payload_hash, where, "the payload is another");
  const link = sha256("waybill.log.v1\0", hex(prev ?? head), hex(seal.organization.id.replaceAll("-", "")), u64(seq), u64(Buffer.byteLength(text)), text, hex(payload_hash));
  must(link === hash, where, "the link is wrong");
  const behind = `${header.lane} ${header.command}`, mine = commands.get(behind);
  must(!header.lane || !header.command || commands.has(behind), where, "its command is missing");
  const proof = !erased && header.type === "proof_added" ? read(where, payload).evidence : {};
  for (const { sha256: blob } of [...(proof.photos ?? []), ...(proof.signature ? [proof.signature] : [])])
    must(!mine || mine.includes(blob), where, "its command has other proof") && committed.add(blob);
  return link;
}, undefined);
must(bundle.files.length === seal.files.length, "files", "not those of the seal");
bundle.files.forEach(({ name, data }, i) => {
  const sealed = seal.files[i], bytes = Buffer.from(data ?? "", "base64");
  must(name === sealed.name && (data !== undefined) === (sealed.state === "included"), name, "not as the seal says");
  must(data === undefined || (sha256(bytes) === sealed.sha256 && bytes.length === sealed.size && bytes.toString("base64") === data), name, "other bytes");
  must(committed.delete(sealed.sha256) || sealed.state === "erased", name, "nothing commits to it");
});
must(committed.size === 0, "files", "some are missing") && console.log(root ? "valid" : "consistent, issuer not verified");
