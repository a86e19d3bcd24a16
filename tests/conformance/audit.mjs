// node audit.mjs http://localhost:5080/graphql
// GraphQL over HTTP, by graphql-http's own audits. All of them are demanded, MAY and SHOULD too: we chose to follow them.
import { serverAudits } from 'graphql-http';
import { Tally } from './tally.mjs';

const url = process.argv[2];
const tally = new Tally();

for (const audit of serverAudits({ url, fetchFn: fetch })) {
  await tally.check(`${audit.id} ${audit.name}`, async () => {
    const { status, reason } = await audit.fn();
    if (status !== 'ok') throw new Error(reason);
  });
}
tally.finish();
