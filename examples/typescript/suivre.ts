// What an author who knows no Python does with a registre: read it, hold it to the schema, list its projects and what
// happened last, add a place, write it again. The types of registre.ts are those that json-schema-to-typescript makes of
// the published schema; docs/guides/echanger-json.md says how.
//
//     node suivre.js schema.json registre.json copie.json
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { DocumentRegistre, Evenement, Lieu, Projet } from "./registre.js";

const [schema, origine, copie] = process.argv.slice(2);
const lire = (chemin: string) => JSON.parse(readFileSync(chemin, "utf8"));
// The schema is of 2020-12, which the default Ajv does not know, and tells structures apart by their discriminator.
const valider = new Ajv2020({ strict: true, discriminator: true, allErrors: true }).compile<DocumentRegistre>(
  lire(schema),
);

/** The document, or what is wrong with it, each fault at its JSON pointer. */
function exiger(document: unknown): DocumentRegistre {
  if (!valider(document)) {
    throw new Error(valider.errors?.map((faute) => `${faute.instancePath} ${faute.message}`).join("\n"));
  }
  return document;
}

/** The last entry of a journal: where its project stands is for the library to say, and for no other program. */
function dernier(projet: Projet): Evenement | undefined {
  return projet.journal?.at(-1);
}

const document = exiger(lire(origine));
for (const projet of document.contenu.projets ?? []) {
  const evenement = dernier(projet);
  // A date is as vague as its source (2022-05~, ../2024-03): it is shown as it is, never read as a day.
  console.log(`${projet.nom} : ${evenement?.acte ?? "rien"} (${evenement?.effet_le ?? "sans date"})`);
}

const halle: Lieu = { identifiant: "halle-de-l-exemple", nom: "Halle de l'exemple", nature: "salle", commune: "32208" };
const lieux = [...(document.contenu.lieux ?? []), halle].sort((a, b) => (a.identifiant < b.identifiant ? -1 : 1));
const neuf = exiger({ ...document, contenu: { ...document.contenu, lieux } });
writeFileSync(copie, JSON.stringify(neuf));
