// Who a page acts as. In Development the gateway hands out tokens for personas; elsewhere there are none to choose from,
// and a page has only a token that its user pastes. GraphiQL is bundled with this same file.

const NOBODY = 'nobody';
const STORED = 'propertygraph.persona';
const SOONER = 30_000; // milliseconds before its end at which a token is renewed

export class Session {
  #token = null;
  #asked = null;

  /** @param {{name: string, description: string}[]} personas empty where the gateway has none to offer */
  constructor(personas) {
    this.personas = personas;
    this.persona = personas.length ? startingPersona(personas) : NOBODY;
  }

  /** Asks the gateway for its personas: 404 outside Development. */
  static async open() {
    return new Session(await fetchPersonas());
  }

  get canChoose() {
    return this.personas.length > 0;
  }

  choose(persona) {
    this.persona = persona;
    this.#token = null;
    this.#asked = null;
    remember(persona);
  }

  /** Uses a token that the user pasted; empty for none. It is kept in memory only. */
  usePasted(token) {
    const bare = token.trim().replace(/^bearer\s+/i, '');
    this.#token = bare ? { text: bare, until: Infinity } : null;
  }

  /** Drops a token that the server refused, so that the next request asks for a new one. */
  forget() {
    if (this.canChoose) this.#token = null;
  }

  /** The Authorization header's value, or null for nobody. */
  async authorization() {
    if (this.#token && Date.now() < this.#token.until - SOONER) return `Bearer ${this.#token.text}`;
    if (!this.canChoose) return this.#token ? `Bearer ${this.#token.text}` : null;
    if (this.persona === NOBODY) return null;
    const persona = this.persona;
    this.#asked ??= fetchToken(persona).finally(() => { this.#asked = null; });
    const token = await this.#asked;
    if (persona !== this.persona) return this.authorization(); // chosen anew while we waited
    this.#token = token;
    return `Bearer ${token.text}`;
  }

  /** fetch with the Authorization header; a refused token is replaced once. */
  async fetch(address, options = {}) {
    const response = await fetch(address, await this.#authorized(options));
    if (response.status !== 401 || !this.canChoose || this.persona === NOBODY) return response;
    this.forget();
    return fetch(address, await this.#authorized(options));
  }

  async #authorized(options) {
    const authorization = await this.authorization();
    const headers = new Headers(options.headers);
    if (authorization && !headers.has('authorization')) headers.set('authorization', authorization);
    return { ...options, headers };
  }
}

async function fetchPersonas() {
  try {
    const response = await fetch('/dev/personas', { headers: { accept: 'application/json' } });
    if (!response.ok) return [];
    const body = await response.json();
    const list = Array.isArray(body) ? body : body.personas ?? [];
    const personas = list.map(p => (typeof p === 'string' ? { name: p } : p)).map(p => ({ name: p.name ?? p.persona, description: p.description ?? '' }));
    return personas.some(p => p.name === NOBODY) ? personas : [...personas, { name: NOBODY, description: '' }];
  } catch {
    return [];
  }
}

async function fetchToken(persona) {
  const response = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ persona }),
  });
  if (!response.ok) throw new Error(`The gateway gave no token for ${persona}: HTTP ${response.status}.`);
  const { token } = await response.json();
  return { text: token, until: expiry(token) };
}

/** When a JWT ends, in milliseconds; a token that does not say is used until it is refused. */
function expiry(token) {
  try {
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims.exp === 'number' ? claims.exp * 1000 : Infinity;
  } catch {
    return Infinity;
  }
}

function startingPersona(personas) {
  const wanted = [new URLSearchParams(location.search).get('persona'), remembered(), 'agent'];
  return wanted.find(name => personas.some(p => p.name === name)) ?? personas[0].name;
}

// Storage is missing in some private windows: the choice then lasts as long as the page.
function remembered() {
  try { return localStorage.getItem(STORED); } catch { return null; }
}

function remember(persona) {
  try { localStorage.setItem(STORED, persona); } catch { /* see above */ }
}
