// The types and the judgement that other languages make of the schema: node generateurs.cjs SCHEMA TYPES DOCUMENTS...
// It writes the TypeScript types, and prints what the strict validator says of each document.
const fs = require("node:fs");
const { compile } = require("json-schema-to-typescript");
const Ajv = require("ajv/dist/2020").default;

const [schema, types, ...documents] = process.argv.slice(2);
const lire = (chemin) => JSON.parse(fs.readFileSync(chemin, "utf8"));

(async () => {
  fs.writeFileSync(types, await compile(lire(schema), "registre", { additionalProperties: false }));
  const valider = new Ajv({ strict: true, discriminator: true }).compile(lire(schema));
  const juger = (chemin) => [chemin, valider(lire(chemin)) ? null : valider.errors];
  console.log(JSON.stringify(Object.fromEntries(documents.map(juger))));
})();
