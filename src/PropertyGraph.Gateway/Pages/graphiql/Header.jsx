import { useState } from 'react';

/** The bar above GraphiQL: who one acts as, and the way to the other pages. */
export function Header({ session, onChange }) {
  return (
    <header className="pg-bar">
      <a className="pg-name" href="/">PropertyGraph</a>
      {session.canChoose ? <PersonaChooser session={session} onChange={onChange} /> : <TokenField session={session} onChange={onChange} />}
      <nav aria-label="Pages"><a href="/board">Board</a></nav>
    </header>
  );
}

function PersonaChooser({ session, onChange }) {
  const [persona, setPersona] = useState(session.persona);
  const choose = event => {
    session.choose(event.target.value);
    setPersona(session.persona);
    onChange();
  };
  const description = session.personas.find(p => p.name === persona)?.description;

  return (
    <label className="pg-persona" title={description}>
      <span>Act as</span>
      <select value={persona} onChange={choose} data-testid="persona">
        {session.personas.map(p => <option key={p.name} value={p.name} title={p.description}>{p.name}</option>)}
      </select>
      <small>{description}</small>
    </label>
  );
}

/** Outside Development tokens come from the company's own issuer. */
function TokenField({ session, onChange }) {
  const use = event => {
    session.usePasted(event.target.value);
    onChange();
  };

  return (
    <label className="pg-persona">
      <span>Bearer token</span>
      <input type="password" autoComplete="off" spellCheck="false" placeholder="none: you are nobody" onBlur={use} data-testid="token" />
    </label>
  );
}
