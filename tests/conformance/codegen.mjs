// node codegen.mjs
// What front-end teams build with: Relay's compiler, GraphQL Code Generator and GraphQL Inspector, on schema/schema.graphql and schema/operations.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { diff, validate } from '@graphql-inspector/core';
import { buildSchema, parse, Source } from 'graphql';
import { Tally } from './tally.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const schemaFolder = join(here, '..', '..', 'schema');
const sdl = readFileSync(join(schemaFolder, 'schema.graphql'), 'utf8');
const operations = readdirSync(join(schemaFolder, 'operations'), { recursive: true })
  .filter(file => file.endsWith('.graphql'))
  .map(file => ({ file, text: readFileSync(join(schemaFolder, 'operations', file), 'utf8') }));
const work = mkdtempSync(join(tmpdir(), 'propertygraph-codegen-'));
const tally = new Tally();

function run(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: work, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command[0]} ended with ${status}: ${(stdout + stderr).slice(-2000)}`);
}

await tally.check('relay-compiler takes a connection and a refetchable fragment', () => {
  mkdirSync(join(work, 'src'));
  copyFileSync(join(here, 'relay', 'Complaints.js'), join(work, 'src', 'Complaints.js'));
  writeFileSync(join(work, 'schema.graphql'), sdl);
  writeFileSync(join(work, 'relay.config.json'), JSON.stringify({ src: './src', schema: './schema.graphql', language: 'javascript' }));
  run(join(here, 'node_modules', 'relay-compiler', 'cli.js'), 'relay.config.json');
  for (const artifact of ['ComplaintsQuery', 'ComplaintsPaginationQuery', 'Complaints_list', 'ComplaintRefetchQuery', 'Complaints_row']) {
    if (!existsSync(join(work, 'src', '__generated__', `${artifact}.graphql.js`))) throw new Error(`no ${artifact}`);
  }
  // Relay pages by the connection's own cursors, and finds a row again by node(id:).
  const pages = readFileSync(join(work, 'src', '__generated__', 'ComplaintsPaginationQuery.graphql.js'), 'utf8');
  if (!pages.includes('endCursor') || !pages.includes('hasNextPage')) throw new Error('no pagination in ComplaintsPaginationQuery');
  const again = readFileSync(join(work, 'src', '__generated__', 'ComplaintRefetchQuery.graphql.js'), 'utf8');
  if (!/node\(id: \$id\)/.test(again)) throw new Error('no node(id:) in ComplaintRefetchQuery');
});

await tally.check('graphql-codegen gives types that TypeScript takes', async () => {
  const code = await codegen({
    filename: 'graph.ts',
    schema: parse(sdl),
    documents: operations.map(({ file, text }) => ({ location: file, document: parse(text) })),
    config: { strictScalars: true, scalars: { DateTime: 'string', LocalDate: 'string', Decimal: 'string', Long: 'number', UUID: 'string', URL: 'string', JSON: 'unknown', Duration: 'string', Upload: 'File' }, namingConvention: 'keep', dedupeOperationSuffix: true },
    plugins: [{ typescript: {} }, { typescriptOperations: {} }],
    pluginMap: { typescript, typescriptOperations },
  });
  writeFileSync(join(work, 'graph.ts'), code);
  // A use that is right and one that is wrong: the types say something.
  writeFileSync(join(work, 'use.ts'), `import type { AssignedComplaintsQuery } from './graph';
export const references = (data: AssignedComplaintsQuery): string[] => data.complaints.nodes.map(c => c.reference);
// @ts-expect-error: unit may be null
export const code = (data: AssignedComplaintsQuery): string => data.complaints.nodes[0]!.unit.code;
`);
  run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2022,dom', '--moduleResolution', 'bundler', '--module', 'es2022', 'use.ts');
});

await tally.check('graphql-inspector finds every operation valid, and no other', async () => {
  const schema = buildSchema(sdl);
  const sources = operations.map(({ file, text }) => new Source(text, file));
  const invalid = validate(schema, sources);
  if (invalid.length > 0) throw new Error(JSON.stringify(invalid));
  if (validate(schema, [new Source('query Wrong { complaints { nodes { nope } } }')]).length !== 1) throw new Error('a wrong operation was found valid');
});

await tally.check('graphql-inspector tells a breaking change from another', async () => {
  const before = buildSchema(sdl);
  const levels = async text => (await diff(before, buildSchema(text))).map(change => change.criticality.level);
  if ((await levels(sdl)).length !== 0) throw new Error('the schema differs from itself');
  const without = sdl.replace(/(type ComplaintChange \{[\s\S]*?)\n {2}"[^"\n]*"\n {2}cursor: String!/, '$1');
  if (without === sdl) throw new Error('ComplaintChange has no cursor to take away');
  if (!(await levels(without)).includes('BREAKING')) throw new Error('a field that went is not breaking');
  const more = await levels(sdl.replace('type ComplaintChange {', 'type ComplaintChange {\n  "More."\n  more: String'));
  if (more.length === 0 || more.includes('BREAKING')) throw new Error(`a field more is ${more}`);
});

rmSync(work, { recursive: true });
tally.finish();
