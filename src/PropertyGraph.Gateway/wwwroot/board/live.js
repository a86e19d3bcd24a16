// A subscription that stays: graphql-transport-ws over one WebSocket, which comes back after each loss and goes on from the last cursor.
// The protocol: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md

const PROTOCOL = 'graphql-transport-ws';
const FIRST_WAIT = 500; // milliseconds; doubled at each failure, up to
const LONGEST_WAIT = 15_000;
const AS_LONG_AS_IT_GETS = 5; // failures after which the wait no longer grows
const PING_EVERY = 20_000;
const PONG_WITHIN = 8_000;
const REFUSED = new Set([4400, 4401, 4403]); // close codes by which the server says that it will not have us

export class Live {
  #socket = null;
  #cursor = null;
  #failures = 0;
  #timers = { retry: 0, ping: 0, pong: 0 };

  /**
   * @param {object} options
   * @param {string} options.query a subscription with the variable $after and one root field that has `cursor`
   * @param {string} options.field that root field
   * @param {() => Promise<string|null>} options.authorization
   * @param {(change: object) => void} options.onChange
   * @param {(state: 'connecting'|'live'|'waiting'|'refused', detail?: string) => void} options.onState
   */
  constructor(options) {
    this.options = options;
    addEventListener('online', () => this.#reconnectSoon(0));
  }

  /** Connects, or connects anew as somebody else; what was missed by the former is not asked for. */
  start() {
    this.#cursor = null;
    this.#failures = 0;
    this.#open();
  }

  async #open() {
    this.#drop();
    this.options.onState('connecting');
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`, PROTOCOL);
    this.#socket = socket;
    const mine = handler => event => { if (socket === this.#socket) handler(event); };
    socket.addEventListener('open', mine(() => this.#initialise(socket)));
    socket.addEventListener('message', mine(event => this.#receive(JSON.parse(event.data))));
    socket.addEventListener('close', mine(event => this.#lost(event)));
  }

  async #initialise(socket) {
    try {
      const authorization = await this.options.authorization();
      if (socket === this.#socket && socket.readyState === WebSocket.OPEN)
        this.#send({ type: 'connection_init', payload: authorization ? { authorization } : {} });
    } catch {
      socket.close(); // no token to be had just now: try again later
    }
  }

  #receive(message) {
    switch (message.type) {
      case 'connection_ack': return this.#subscribe();
      case 'next': return this.#deliver(message.payload);
      case 'ping': return this.#send({ type: 'pong' });
      case 'pong': return clearTimeout(this.#timers.pong);
      case 'error': return this.#refused(message.payload?.[0]?.message);
      case 'complete': return this.#socket.close();
    }
  }

  #subscribe() {
    const variables = this.#cursor ? { after: this.#cursor } : {};
    this.#send({ id: '1', type: 'subscribe', payload: { query: this.options.query, variables } });
    this.#failures = 0;
    this.#timers.ping = setInterval(() => this.#ping(), PING_EVERY);
    this.options.onState('live');
  }

  #deliver({ data, errors }) {
    const change = data?.[this.options.field];
    if (!change) return this.#refused(errors?.[0]?.message);
    this.#cursor = change.cursor;
    this.options.onChange(change);
  }

  /** The server would not have the subscription. Where a stale cursor may be why, the next attempt goes without one. */
  #refused(message) {
    const stale = this.#cursor !== null;
    this.#cursor = null;
    this.#failures = stale ? 0 : AS_LONG_AS_IT_GETS;
    this.#drop();
    this.#wait(stale ? 'waiting' : 'refused', message);
  }

  #lost({ code, reason }) {
    this.#failures++;
    this.#drop();
    this.#wait(REFUSED.has(code) ? 'refused' : 'waiting', reason);
  }

  #wait(state, detail) {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.options.onState(state, detail);
    this.#reconnectSoon(longest / 2 + Math.random() * longest / 2); // spread out, lest all boards return at once
  }

  #reconnectSoon(milliseconds) {
    if (this.#socket) return;
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.#open(), milliseconds);
  }

  /** A network that vanished closes nothing: silence after a ping does. */
  #ping() {
    this.#send({ type: 'ping' });
    clearTimeout(this.#timers.pong);
    this.#timers.pong = setTimeout(() => { this.#lost({}); }, PONG_WITHIN);
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #drop() {
    clearTimeout(this.#timers.retry);
    clearInterval(this.#timers.ping);
    clearTimeout(this.#timers.pong);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
