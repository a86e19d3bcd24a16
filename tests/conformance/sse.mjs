// node sse.mjs http://localhost:5080/graphql/stream [token] [subscription] [mutation]
// Server-sent events: the protocol's own client in both modes, then what it does not show.
// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
import { createClient } from 'graphql-sse';
import { Tally } from './tally.mjs';

const [url, token, subscription, mutation] = process.argv.slice(2);
const authorization = token ? { authorization: `Bearer ${token}` } : {};
const TOKEN_HEADER = 'x-graphql-event-stream-token';
const tally = new Tally();

const expect = (actual, expected) => {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${a}, not ${e}`);
};

const send = (method, { body, headers, query = '', ...rest } = {}) => fetch(url + query, {
  method,
  headers: { ...authorization, ...(body && { 'content-type': 'application/json' }), ...headers },
  body: body && JSON.stringify(body),
  ...rest,
});

const change = () => send('POST', { body: { query: mutation }, headers: { accept: 'text/event-stream' } }).then(response => response.text());

for (const singleConnection of [false, true]) {
  const mode = singleConnection ? 'shared stream' : 'stream of its own';
  // The client writes its reservation's token into the headers that it was given.
  const client = () => createClient({ url, singleConnection, headers: () => ({ ...authorization }), retryAttempts: 0 });
  const all = async (query, count = Infinity) => {
    const [results, one] = [[], client()];
    for await (const result of one.iterate({ query })) if (results.push(result) >= count) break;
    one.dispose();
    return results;
  };

  await tally.check(`${mode}: a query gives one result and completes`, async () => expect(await all('{ __typename }'), [{ data: { __typename: 'Query' } }]));

  await tally.check(`${mode}: many operations at once, each gets its own`, async () => {
    const one = client();
    const results = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
      const got = [];
      for await (const { data } of one.iterate({ query: `{ a${i}: __typename }` })) got.push(Object.keys(data)[0]);
      return got.join();
    }));
    one.dispose();
    expect(results, Array.from({ length: 20 }, (_, i) => `a${i}`));
  });

  if (!subscription || !mutation) continue;
  await tally.check(`${mode}: a mutation gives one result and completes`, async () => {
    const [result, ...more] = await all(mutation);
    if (result.errors || !result.data || more.length) throw new Error(JSON.stringify([result, ...more]));
  });

  await tally.check(`${mode}: a subscription gives three changes`, async () => {
    let running = true;
    const changes = (async () => { while (running) await change(); })();
    const results = await all(subscription, 3);
    running = false;
    await changes;
    for (const { data, errors } of results) if (errors || !data) throw new Error(JSON.stringify(errors));
    expect(results.length, 3);
  });
}

await tally.check('a mistake is told in a stream of its own', async () => {
  const response = await send('POST', { body: { query: '{ nope_xyz }' }, headers: { accept: 'text/event-stream' } });
  expect([response.status, response.headers.get('content-type')], [200, 'text/event-stream; charset=utf-8']);
  const events = (await response.text()).split('\n\n').filter(e => e && !e.startsWith(':'));
  expect(events.map(e => e.split('\n')[0]), ['event: next', 'event: complete']);
  if (!JSON.parse(events[0].split('data: ')[1]).errors) throw new Error(events[0]);
});

if (subscription && mutation) await tally.check('the id of the last event is where it goes on, without gap', async () => {
  const ids = async (last, count) => {
    const stop = new AbortController();
    const response = await send('GET', { query: `?query=${encodeURIComponent(subscription)}`, headers: { accept: 'text/event-stream', ...(last && { 'last-event-id': last }) }, signal: stop.signal });
    const found = [];
    let text = '';
    if (!last) for (let i = 0; i < count; i++) await change();
    for await (const chunk of response.body) {
      text += Buffer.from(chunk).toString();
      found.splice(0, found.length, ...[...text.matchAll(/^id: (.+)$/gm)].map(m => m[1]));
      if (found.length >= count) break;
    }
    stop.abort();
    return found.slice(0, count);
  };
  const three = await ids(null, 3);
  expect(await ids(three[0], 2), three.slice(1));
});

const reserve = async () => {
  const response = await send('PUT');
  expect(response.status, 201);
  return await response.text();
};
const operate = (stream, operationId, query = '{ __typename }') => send('POST', { body: { query, extensions: { operationId } }, headers: { [TOKEN_HEADER]: stream } });

await tally.check('a reservation takes operations before its stream is open, and one stream', async () => {
  const stream = await reserve();
  expect((await operate(stream, 'q')).status, 202);
  const stop = new AbortController();
  const open = () => send('GET', { headers: { accept: 'text/event-stream', [TOKEN_HEADER]: stream }, signal: stop.signal });
  const response = await open();
  expect([response.status, (await open()).status], [200, 409]);
  let text = '';
  for await (const chunk of response.body) {
    text += Buffer.from(chunk).toString();
    if (text.includes('event: complete')) break;
  }
  stop.abort();
  expect(text.split('\n').filter(line => line.startsWith('data')), ['data: {"id":"q","payload":{"data":{"__typename":"Query"}}}', 'data: {"id":"q"}']);
});

await tally.check('a mistake in a shared stream is told to who asks', async () => {
  const stream = await reserve();
  const response = await operate(stream, 'e', '{ nope_xyz }');
  expect([response.status, !!(await response.json()).errors], [400, true]);
  expect((await operate(stream, undefined)).status, 400);
});

await tally.check('what nobody reserved is not found', async () => {
  expect((await operate('nobody', 'q')).status, 404);
  expect((await send('DELETE', { query: '?operationId=q', headers: { [TOKEN_HEADER]: 'nobody' } })).status, 404);
});

await tally.check('a stop needs the id of an operation', async () => {
  const stream = await reserve();
  const stopped = query => send('DELETE', { query, headers: { [TOKEN_HEADER]: stream } }).then(response => response.status);
  expect([await stopped(''), await stopped('?operationId=q')], [400, 200]);
});

tally.finish();
