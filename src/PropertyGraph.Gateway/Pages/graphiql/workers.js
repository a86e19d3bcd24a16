// Monaco asks for its workers by label; build.mjs bundles them beside the page. Must be imported before GraphiQL.
const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(`/graphiql/${workers[label] ?? 'editor.worker.js'}`),
};
