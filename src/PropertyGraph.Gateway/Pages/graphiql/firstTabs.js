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

const firstMutation = `# What is wrong with the input comes back as
# typed errors, each with the field to blame.
mutation FileComplaint {
  fileComplaint(
    input: {
      title: "Lift stops between floors"
      description: "Twice today."
      channel: HOTLINE
    }
  ) {
    complaint {
      id
      reference
      status
      dueAt
      department { name }
    }
    errors {
      __typename
      ... on Error { message code path }
    }
  }
}
`;

const firstSubscription = `# Every change of a complaint that you may see.
# Run it, then file one in the tab before or
# on the board. To go on where you stopped:
# complaintChanged(after: "the last cursor")
subscription ComplaintChanged {
  complaintChanged {
    cursor
    kind
    at
    complaint {
      reference
      title
      status
      severity
      department { name }
    }
  }
}
`;

export const firstTabs = [firstQuery, firstMutation, firstSubscription].map(query => ({ query }));
