// What someone sees who opens GraphiQL for the first time: one of each, ready to run.

const firstQuery = `# The newest complaints that are still open.
# Add what you like, at any depth:
# it stays one round trip to the database.
query NewestComplaints {
  complaints(
    first: 5
    where: { isOpen: { eq: true } }
    order: [{ filedAt: DESC }]
  ) {
    totalCount
    nodes {
      reference
      title
      status
      severity
      isOverdue
      filedAt
      department { name }
      customer { name }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const firstMutation = `# Files a complaint; its input is under Variables.
# What is wrong with it comes back as typed errors,
# each with the path of the field to blame.
mutation FileComplaint($input: FileComplaintInput!) {
  fileComplaint(input: $input) {
    complaint { id reference status filedAt dueAt department { name } }
    errors { __typename ... on Error { message code path } }
  }
}
`;

const firstMutationVariables = `{
  "input": {
    "title": "Lift stops between floors",
    "description": "Twice this morning, with people inside.",
    "channel": "HOTLINE"
  }
}
`;

const firstSubscription = `# Every change of a complaint that you may see.
# Run it, then file one in the tab before.
# To go on where you stopped, give the last cursor:
# complaintChanged(after: "...")
subscription ComplaintChanged {
  complaintChanged {
    cursor
    kind
    at
    complaint { reference title status severity department { name } }
  }
}
`;

export const firstTabs = [
  { query: firstQuery },
  { query: firstMutation, variables: firstMutationVariables },
  { query: firstSubscription },
];
