using PropertyGraph.Access;

namespace PropertyGraph.Gateway.Auth;

/// <summary>Somebody to act as in Development.</summary>
/// <param name="Name">What <c>POST /dev/token</c> takes.</param>
/// <param name="Position">For staff: what the person is employed as.</param>
/// <param name="Finders">For others: queries that find the person, best first; each has one field with <c>nodes { id }</c>.</param>
internal sealed record Persona(string Name, string Title, string Description, Audience Audience, Position? Position, IReadOnlyList<string> Finders)
{
    /// <summary>All of them, in the order in which a chooser shows them.</summary>
    public static IReadOnlyList<Persona> All { get; } =
    [
        Staff("agent", "Service-centre agent", "Takes, acknowledges and follows up complaints.", Access.Position.Agent),
        Staff("worker", "Group worker", "Carries out the work on the spot.", Access.Position.Worker),
        Staff("leader", "Group leader", "Is accountable for a group's daily work.", Access.Position.Leader),
        Staff("manager", "Department manager", "Answers for a department.", Access.Position.Manager),
        Staff("director", "Customer director", "Coordinates between departments for the customer.", Access.Position.Director),
        Staff("surveyor", "Surveyor", "Asks customers, independent of those who serve them.", Access.Position.Surveyor),
        Staff("trainer", "Trainer", "Teaches and assesses staff.", Access.Position.Trainer),
        Staff("admin", "Administrator", "Keeps the organization, its people and its configuration.", Access.Position.Administrator),
        new("customer", "Customer", "Sees their own home, complaints and surveys, and nobody else's.", Audience.Customer, null,
        [
            "{ customers(first: 1, where: { complaints: { any: true }, keyAccountTier: { eq: null }, isFormer: { eq: false } }) { nodes { id } } }",
            "{ customers(first: 1, where: { keyAccountTier: { eq: null } }) { nodes { id } } }",
            "{ customers(first: 1) { nodes { id } } }",
        ]),
        new("key-account", "Key account", "A customer with an account manager of their own.", Audience.Customer, null,
        [
            "{ customers(first: 1, where: { complaints: { any: true }, keyAccountTier: { neq: null } }) { nodes { id } } }",
            "{ customers(first: 1, where: { keyAccountTier: { neq: null } }) { nodes { id } } }",
        ]),
        new("partner", "Partner", "A contractor, who sees the complaints that were assigned to the firm.", Audience.Partner, null,
        [
            "{ partners(first: 1, where: { complaints: { any: true }, active: { eq: true } }) { nodes { id } } }",
            "{ partners(first: 1, where: { active: { eq: true } }) { nodes { id } } }",
        ]),
        new("nobody", "Nobody", "No token: what anybody may see and do.", Audience.Anonymous, null, []),
    ];

    /// <summary>The subject of the persona's tokens.</summary>
    public string Subject => $"development:{Name}";

    private static Persona Staff(string name, string title, string description, Position position) => new(name, title, description, Audience.Staff, position, []);
}
