// node federation.mjs http://localhost:5080/graphql token
// Apollo's own composition joins the gateway with a second subgraph; its query planner plans a query over both, and the gateway answers its part of the plan.
// https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
import { composeServices } from '@apollo/composition';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import assert from 'node:assert/strict';
import { parse } from 'graphql';
import { Tally } from './tally.mjs';

const [url, token] = process.argv.slice(2);
const tally = new Tally();

const ask = async (query, variables) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};

const warranties = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { warranties: [Warranty!]! }
  type Warranty @key(fields: "number") { number: String! complaint: Complaint category: Category }
  type Complaint @key(fields: "id") { id: ID! warranty: Warranty }
  type Category @key(fields: "code") { code: String! years: Int }
  type WarrantyConnection @shareable { nodes: [Warranty!]! pageInfo: PageInfo! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`);

let supergraph, planner;
await tally.check('it composes with another subgraph', async () => {
  const { _service } = await ask('{ _service { sdl } }');
  const composed = composeServices([
    { name: 'property', url, typeDefs: parse(_service.sdl) },
    { name: 'warranties', url: 'http://localhost/', typeDefs: warranties },
  ]);
  assert.deepEqual(composed.errors?.map((e) => e.message) ?? [], []);
  supergraph = Supergraph.build(composed.supergraphSdl);
  planner = new QueryPlanner(supergraph);
});

/** The gateway's part of the plan of a query, after the other subgraph's. */
const fetchOf = (query) => {
  const plan = planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  const fetches = [];
  const walk = (node) => {
    if (node.kind === 'Fetch' && node.serviceName === 'property') fetches.push(node);
    for (const inner of node.nodes ?? (node.node ? [node.node] : [])) walk(inner);
  };
  walk(plan.node);
  assert.equal(fetches.length, 1);
  return fetches[0];
};

await tally.check('rows by global id, as a router asks for them', async () => {
  const { fileComplaint } = await ask('mutation { fileComplaint(input: { title: "Lift", description: "It stops.", channel: HOTLINE }) { complaint { id } errors { ... on Error { message } } } }');
  const { id } = fileComplaint.complaint;
  const fetched = fetchOf('{ warranties { number complaint { title status events { nodes { kind } } } } }');
  assert.deepEqual(fetched.requires[0].selections.map((s) => s.name), ['__typename', 'id']);
  const unknown = Buffer.concat([Buffer.from('Complaint:'), Buffer.alloc(16, 7)]).toString('base64url');
  const { _entities } = await ask(fetched.operation, { representations: [id, unknown, id].map((id) => ({ __typename: 'Complaint', id })) });
  const filed = { title: 'Lift', status: 'FILED', events: { nodes: [{ kind: 'FILED' }] } };
  assert.deepEqual(_entities, [filed, null, filed]);
});

await tally.check('rows by another key, as a router asks for them', async () => {
  const fetched = fetchOf('{ warranties { category { name } } }');
  assert.deepEqual(fetched.requires[0].selections.map((s) => s.name), ['__typename', 'code']);
  const { categories } = await ask('{ categories(first: 2) { nodes { code name } } }');
  const codes = [categories.nodes[1].code, 'NO_SUCH', categories.nodes[0].code];
  const { _entities } = await ask(fetched.operation, { representations: codes.map((code) => ({ __typename: 'Category', code })) });
  assert.deepEqual(_entities.map((row) => row?.name ?? null), [categories.nodes[1].name, null, categories.nodes[0].name]);
});
tally.finish();
