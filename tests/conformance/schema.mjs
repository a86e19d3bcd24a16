// node schema.mjs http://localhost:5080/graphql [token]
// graphql-js rebuilds the schema from introspection and validates it; then Relay's rules for connections.
// https://relay.dev/graphql/connections.htm
import { buildClientSchema, getIntrospectionQuery, getNamedType, isObjectType, validateSchema } from 'graphql';
import { Tally } from './tally.mjs';

const [url, token] = process.argv.slice(2);
const everything = { specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
const tally = new Tally();

const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
  body: JSON.stringify({ query: getIntrospectionQuery(everything) }),
});
const { data, errors } = await response.json();
if (!data) {
  tally.record('introspection', JSON.stringify(errors));
  tally.finish();
}

const schema = buildClientSchema(data);
const invalid = validateSchema(schema);
for (const error of invalid) tally.record('graphql-js', error.message);
if (invalid.length === 0) tally.record('graphql-js');

for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) continue;
  await tally.check(type.name, () => {
    const { edges, pageInfo } = type.getFields();
    if (!edges || !pageInfo) throw new Error('needs edges and pageInfo');
    if (getNamedType(pageInfo.type).name !== 'PageInfo') throw new Error('pageInfo must be of type PageInfo');
    const { cursor, node } = getNamedType(edges.type).getFields();
    if (!cursor || !node) throw new Error('its edges need cursor and node');
  });
}
tally.finish();
