import { writeFile } from 'node:fs/promises';
import { SCHEMA_FOLDER, schemaFiles } from './schema/schemaFiles.ts';

/** `npm run build:schema`: writes the schemas of all supported minor versions anew. */
for (const [name, text] of Object.entries(await schemaFiles())) {
  await writeFile(new URL(name, SCHEMA_FOLDER), text);
}
