// node ws.mjs ws://localhost:5080/graphql [token] [subscription] [mutation]
// graphql-transport-ws: every close code by hand, then the protocol's own client.
// https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Tally } from './tally.mjs';

const [url, token, subscription, mutation] = process.argv.slice(2);
const payload = token ? { authorization: `Bearer ${token}` } : {};
const PROTOCOL = 'graphql-transport-ws';
const query = { query: '{ __typename }' };
const tally = new Tally();

/** Opens a connection, lets `script` talk on it, and gives its close code and all that it received. */
function talk(script, { protocol = PROTOCOL, wait = 15_000 } = {}) {
  return new Promise(resolve => {
    const socket = new WebSocket(url, protocol);
    const received = [];
    const done = code => {
      clearTimeout(timer);
      socket.terminate();
      resolve({ code, received });
    };
    const timer = setTimeout(() => done('nothing'), wait);
    const send = message => socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    socket.on('open', () => script?.({ socket, send, received }));
    socket.on('message', text => {
      const message = JSON.parse(text);
      received.push(message);
      socket.emit('graphql', message);
    });
    socket.on('close', done);
    socket.on('error', () => done('error'));
  });
}

/** Like talk, from the moment the connection is acknowledged. */
function talkAcknowledged(script, options) {
  return talk(connection => {
    connection.send({ type: 'connection_init', payload });
    connection.socket.on('graphql', message => message.type === 'connection_ack' && script(connection));
  }, options);
}

const closesWith = (code, conversation) => async () => {
  const answer = await conversation();
  if (answer.code !== code) throw new Error(`closed with ${answer.code} after ${JSON.stringify(answer.received)}, not with ${code}`);
};

const types = (received, id) => received.filter(m => m.id === id).map(m => m.type).join();

const codes = {
  'a subscribe before the acknowledgement is 4401': [4401, () => talk(({ send }) => send({ id: '1', type: 'subscribe', payload: query }))],
  'a second connection_init is 4429': [4429, () => talk(({ send }) => { send({ type: 'connection_init', payload }); send({ type: 'connection_init', payload }); })],
  'a token that is none is 4403': [4403, () => talk(({ send }) => send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } }))],
  'silence is 4408': [4408, () => talk()],
  'text that is no JSON is 4400': [4400, () => talk(({ send }) => send('{nope'))],
  'a JSON array is 4400': [4400, () => talk(({ send }) => send('[]'))],
  'a binary message is 4400': [4400, () => talk(({ send }) => send(Buffer.from([1, 2, 3])))],
  'an unknown type is 4400': [4400, () => talkAcknowledged(({ send }) => send({ type: 'bogus' }))],
  'a subscribe without id is 4400': [4400, () => talkAcknowledged(({ send }) => send({ type: 'subscribe', payload: query }))],
  'a subscribe without document is 4400': [4400, () => talkAcknowledged(({ send }) => send({ id: '1', type: 'subscribe', payload: {} }))],
  'a message of more than 256 KiB is 1009': [1009, () => talkAcknowledged(({ send }) => send({ id: '1', type: 'subscribe', payload: { query: `{ __typename } #${'x'.repeat(300_000)}` } }))],
};
if (subscription) {
  codes['an id that is in use is 4409'] = [4409, () => talkAcknowledged(({ send }) => {
    for (let i = 0; i < 2; i++) send({ id: 'same', type: 'subscribe', payload: { query: subscription } });
  })];
}
for (const [name, [code, conversation]] of Object.entries(codes)) await tally.check(name, closesWith(code, conversation));

await tally.check('an unknown subprotocol is refused', async () => {
  const { code } = await talk(undefined, { protocol: 'nope' });
  if (code !== 4406 && code !== 'error') throw new Error(`closed with ${code}`);
});

await tally.check('a ping is answered before and after the acknowledgement', async () => {
  const { received } = await talk(({ socket, send }) => {
    send({ type: 'ping', payload: { a: 1 } });
    send({ type: 'connection_init', payload });
    socket.on('graphql', message => {
      if (message.type === 'connection_ack') send({ type: 'ping' });
      if (message.type === 'pong' && socket.pongs++) socket.close(1000);
    });
    socket.pongs = 0;
  });
  const pongs = received.filter(m => m.type === 'pong').length;
  if (pongs !== 2) throw new Error(`${pongs} pongs`);
});

await tally.check('a query gives next, then complete', async () => {
  const { received } = await talkAcknowledged(({ socket, send }) => {
    send({ id: 'q', type: 'subscribe', payload: query });
    socket.on('graphql', message => message.type === 'complete' && socket.close(1000));
  });
  if (types(received, 'q') !== 'next,complete') throw new Error(JSON.stringify(received));
});

await tally.check('an id is free again after complete', async () => {
  const { received } = await talkAcknowledged(({ socket, send }) => {
    let completed = 0;
    send({ id: 'q', type: 'subscribe', payload: query });
    socket.on('graphql', message => {
      if (message.type !== 'complete') return;
      if (++completed === 2) socket.close(1000);
      else send({ id: 'q', type: 'subscribe', payload: query });
    });
  });
  if (types(received, 'q') !== 'next,complete,next,complete') throw new Error(JSON.stringify(received));
});

await tally.check('a document that does not validate gives error and no complete', async () => {
  const { received } = await talkAcknowledged(({ socket, send }) => {
    send({ id: 'e', type: 'subscribe', payload: { query: '{ nope_xyz }' } });
    // The answer to the ping comes after all that the error may have drawn behind it.
    socket.on('graphql', message => {
      if (message.type === 'error') send({ type: 'ping' });
      if (message.type === 'pong') socket.close(1000);
    });
  });
  if (types(received, 'e') !== 'error' || !Array.isArray(received.find(m => m.id === 'e').payload)) throw new Error(JSON.stringify(received));
});

await tally.check("the protocol's own client gets an answer", async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: payload, retryAttempts: 0 });
  for await (const result of client.iterate(query)) if (result.data?.__typename !== 'Query') throw new Error(JSON.stringify(result));
  await client.dispose();
});

if (subscription && mutation) await tally.check("the protocol's own client mutates, and sees the change where it watches", async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: payload, retryAttempts: 0 });
  const one = async query => {
    for await (const { data, errors } of client.iterate({ query })) {
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    }
  };
  const seen = one(subscription);
  let isSeen = false;
  seen.finally(() => (isSeen = true));
  while (!isSeen) await one(mutation);
  await seen;
  await client.dispose();
});

tally.finish();
