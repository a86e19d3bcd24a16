// Questions to the gateway over HTTP.

/** A request that could not be answered; the message is for people. */
export class Refused extends Error {}

/** Sends a query or mutation; returns `data`. Errors beside data are for the fields that are null. */
export async function ask(session, query, variables = {}) {
  const response = await session.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
    body: JSON.stringify({ query, variables }),
  });
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused(`HTTP ${response.status}`);
  }
  if (!body.data) throw new Refused(body.errors?.[0]?.message ?? `HTTP ${response.status}`);
  return body.data;
}

export const STATUSES = ['FILED', 'ACKNOWLEDGED', 'IN_PROGRESS', 'ON_HOLD', 'RESOLVED', 'CLOSED', 'REOPENED'];
export const DONE = new Set(['RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED']);

const row = `
  fragment Row on Complaint {
    id reference title status severity filedAt dueAt isOverdue
    department { id name }
    category { name nameZh }
    property { name }
    unit { code }
  }`;

const alias = status => status.toLowerCase();

/** All that the board shows but the departments, in one question: the counts by alias, and the newest. */
export const boardQuery = `
  query Board($where: ComplaintFilterInput) {
    ${STATUSES.map(s => `${alias(s)}: complaints(where: { status: { eq: ${s} } }) { totalCount }`).join('\n    ')}
    overdue: complaints(where: { isOverdue: { eq: true } }) { totalCount }
    newest: complaints(first: 20, where: $where, order: [{ filedAt: DESC }]) { nodes { ...Row } }
  }${row}`;

export const countOf = (data, status) => data[alias(status)]?.totalCount ?? 0;

/** How the work stands, told again whenever it changes. */
export const serviceBoardSubscription = `
  subscription ServiceBoard {
    serviceBoard {
      open {
        totalCount
        groups(by: [{ department: { name: true } }, { severity: true }], first: 200) { key { department { name } severity } aggregate { count } }
      }
      overdue { totalCount }
      unacknowledged(first: 1, order: [{ filedAt: ASC }]) { totalCount nodes { reference filedAt } }
    }
  }`;

export const changedSubscription = `
  subscription BoardChanges($after: String) {
    complaintChanged(after: $after) { cursor kind at complaint { ...Row } }
  }${row}`;

export const choicesQuery = `
  query Choices($after: String) {
    categories(first: 100, after: $after) { nodes { id name nameZh parent { id } } pageInfo { hasNextPage endCursor } }
  }`;

export const propertiesQuery = `
  query Properties($after: String) {
    properties(first: 100, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }`;

export const unitsQuery = `
  query Units($property: ID!, $after: String) {
    property(id: $property) { units(first: 100, after: $after) { nodes { id code building { name } } pageInfo { hasNextPage endCursor } } }
  }`;

export const fileMutation = `
  mutation FileFromBoard($input: FileComplaintInput!) {
    fileComplaint(input: $input) {
      reference
      errors { __typename ... on Error { message code path } }
    }
  }`;

/** Reads all pages of a list, up to a number that a person may still choose from. */
export async function readAll(session, query, variables, connectionOf, most = 1000) {
  const nodes = [];
  let after;
  do {
    const connection = connectionOf(await ask(session, query, after ? { ...variables, after } : variables));
    if (!connection) break;
    nodes.push(...connection.nodes);
    after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  } while (after && nodes.length < most);
  return nodes;
}
