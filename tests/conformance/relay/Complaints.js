// What a Relay application says of its data; compiled by codegen.mjs, never run.
import { graphql } from 'react-relay';

export const query = graphql`
  query ComplaintsQuery($count: Int!, $where: ComplaintFilterInput) {
    ...Complaints_list @arguments(count: $count, where: $where)
  }
`;

export const list = graphql`
  fragment Complaints_list on Query
  @refetchable(queryName: "ComplaintsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }, where: { type: "ComplaintFilterInput" }) {
    complaints(first: $count, after: $cursor, where: $where, order: [{ filedAt: DESC }]) @connection(key: "Complaints_complaints") {
      totalCount
      edges {
        node {
          ...Complaints_row
        }
      }
    }
  }
`;

export const row = graphql`
  fragment Complaints_row on Complaint @refetchable(queryName: "ComplaintRefetchQuery") {
    reference
    title
    status
    customer {
      name
    }
  }
`;
