// node clients.mjs http://localhost:5080/graphql token
// Apollo Client and urql, as applications use them: pages, normalized caches, errors, persisted documents by GET.
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { Client, fetchExchange, gql as urqlGql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { Tally } from './tally.mjs';

const [url, token] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}` };
const sha256 = async text => createHash('sha256').update(text).digest('hex');
const tally = new Tally();

function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

/** A fetch that remembers what was sent, as method and whether the document went with it. */
function recorder() {
  const sent = [];
  const recording = async (input, init) => {
    const text = init.body ?? new URL(input).searchParams.get('query') ?? '';
    const response = await fetch(input, init);
    sent.push(`${init.method ?? 'GET'} ${/\bquery \w+/.test(text) ? 'document' : 'hash'} ${response.status}`);
    return response;
  };
  return { sent, recording };
}

const PAGE = gql`
  query Page($after: String) {
    complaints(first: 2, after: $after, order: [{ filedAt: ASC }]) {
      edges { cursor node { id reference title } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const FILE = gql`
  mutation File($input: FileComplaintInput!) {
    fileComplaint(input: $input) { complaint { id reference title } errors { __typename ... on Error { code message path } } }
  }
`;

const apollo = (link = new HttpLink({ uri: url, headers })) => new ApolloClient({
  link,
  cache: new InMemoryCache({ typePolicies: { Query: { fields: { complaints: relayStylePagination(['where', 'order']) } } } }),
});

const filed = [];
await tally.check('Apollo Client runs mutations', async () => {
  const client = apollo();
  for (const title of ['One', 'Two', 'Three']) {
    const { data } = await client.mutate({ mutation: FILE, variables: { input: { title, description: title } } });
    equal(data.fileComplaint.errors, null);
    filed.push(data.fileComplaint.complaint);
  }
});

await tally.check('Apollo Client reads on by pages, into one list', async () => {
  const client = apollo();
  const list = client.watchQuery({ query: PAGE });
  const first = await new Promise(resolve => {
    const watch = list.subscribe(result => {
      if (!result.data?.complaints) return;
      resolve(result.data.complaints);
      queueMicrotask(() => watch.unsubscribe());
    });
  });
  equal([first.edges.length, first.pageInfo.hasNextPage], [2, true]);
  await list.fetchMore({ variables: { after: first.pageInfo.endCursor } });
  const all = client.readQuery({ query: PAGE }).complaints;
  equal(new Set(all.edges.map(e => e.node.reference)).size, all.edges.length);
  if (all.edges.length < 3) throw new Error(`${all.edges.length} rows after two pages`);
});

await tally.check("Apollo Client's cache knows a row again by its id", async () => {
  const client = apollo();
  await client.query({ query: PAGE });
  const { data } = await client.query({ query: gql`query One($id: ID!) { node(id: $id) { id ... on Complaint { reference title } } }`, variables: { id: filed[0].id } });
  equal(data.node.reference, filed[0].reference);
  equal(client.cache.readFragment({ id: `Complaint:${filed[0].id}`, fragment: gql`fragment Title on Complaint { title }` }).title, 'One');
});

await tally.check('Apollo Client gets codes of errors', async () => {
  const { error } = await apollo().query({ query: gql`query Wrong { nope }`, errorPolicy: 'all' }).catch(error => ({ error }));
  if (!CombinedGraphQLErrors.is(error)) throw new Error(`${error}`);
  equal(error.errors[0].extensions.code, 'PG-REQ-VALIDATION');
});

await tally.check("Apollo Client's automatic persisted queries go by GET, the document once", async () => {
  const query = gql`query Persisted { complaints(first: 1) { totalCount } }`;
  const { sent, recording } = recorder();
  const client = () => apollo(ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries: true }), new HttpLink({ uri: url, headers, fetch: recording })]));
  for (let i = 0; i < 2; i++) {
    const { data } = await client().query({ query });
    if (!(data.complaints.totalCount >= 3)) throw new Error(JSON.stringify(data));
  }
  equal(sent.map(s => s.replace(/ \d+$/, '')), ['GET hash', 'POST document', 'GET hash']);
});

await tally.check('urql reads, and gets codes of errors', async () => {
  const client = new Client({ url, exchanges: [fetchExchange], fetchOptions: { headers } });
  const { data, error } = await client.query(urqlGql`query Two { complaints(first: 2) { nodes { id reference } } }`, {});
  equal([error, data.complaints.nodes.length], [undefined, 2]);
  const wrong = await client.query(urqlGql`query Wrong { nope }`, {});
  equal(wrong.error.graphQLErrors[0].extensions.code, 'PG-REQ-VALIDATION');
});

await tally.check("urql's persisted queries go by GET, the document once", async () => {
  const { sent, recording } = recorder();
  const client = () => new Client({
    url, fetch: recording, fetchOptions: { headers },
    exchanges: [persistedExchange({ preferGetForPersistedQueries: true, generateHash: sha256 }), fetchExchange],
  });
  for (let i = 0; i < 2; i++) {
    const { data, error } = await client().query(urqlGql`query Kept { complaints(first: 1) { totalCount } }`, {});
    if (error) throw error;
    if (!(data.complaints.totalCount >= 3)) throw new Error(JSON.stringify(data));
  }
  equal(sent.filter(s => s.includes('document')).length, 1);
});

tally.finish();
