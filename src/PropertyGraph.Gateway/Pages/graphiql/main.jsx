import './workers.js';
import 'graphiql/style.css';
import './page.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createClient } from 'graphql-ws';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../../wwwroot/board/session.js';
import { firstTabs } from './firstTabs.js';
import { Header } from './Header.jsx';

const session = await Session.open();

const socket = createClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  connectionParams: async () => {
    const authorization = await session.authorization();
    return authorization ? { authorization } : {};
  },
});

function createFetcher() {
  return createGraphiQLFetcher({
    url: '/graphql',
    fetch: (address, options) => session.fetch(address, options),
    wsClient: socket,
    enableIncrementalDelivery: false,
  });
}

function Page() {
  // A new fetcher makes GraphiQL read the schema again, as another persona may be refused introspection.
  const [fetcher, setFetcher] = useState(createFetcher);
  const changed = () => {
    socket.terminate(); // the old connection was initialised as somebody else
    setFetcher(createFetcher);
  };

  return (
    <>
      <Header session={session} onChange={changed} />
      <GraphiQL fetcher={fetcher} defaultTabs={firstTabs} plugins={[HISTORY_PLUGIN]} shouldPersistHeaders={false}>
        <GraphiQL.Logo><span /></GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

createRoot(document.getElementById('page')).render(<StrictMode><Page /></StrictMode>);
