using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A row of the view <c>field_changes</c>: what the audit wrote down of one field of a row that is about a customer.</summary>
internal sealed class FieldChange
{
    private FieldChange() { }

    /// <summary>Made from the place in the audit, so that it orders as that does.</summary>
    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Audience ActorKind { get; private set; }
    public Guid? ById { get; private set; }
    public string Command { get; private set; } = "";
    public string Type { get; private set; } = "";
    public Guid? RowId { get; private set; }
    public ChangeOperation Operation { get; private set; }
    public string Field { get; private set; } = "";
    /// <summary>As <see cref="AuditValues"/> reads it; null where the values were erased.</summary>
    public string? Values { get; private set; }

    internal static void Describe(EntityBuilder<FieldChange> change)
    {
        change.Is("That a field of a row about a customer got its value, or another one; of rows of a type that every member of staff sees, and of contacts and charges for those who see all of them.").Key(c => c.Id)
            .OrderedBy(c => c.At, descending: true);
        change.Field(c => c.At, "When.");
        change.Field(c => c.Type, "Name of the row's type, such as Contact.");
        change.Field(c => c.RowId, "Key of the row as a UUID; null where its type has none.");
        change.Field(c => c.Operation, "What happened to the row.");
        change.Field(c => c.Field, "Name of the field.");
        change.Field(c => c.Command, "What changed it: a mutation, or a timer, handler or import.");
        change.Field(c => c.ActorKind, "What kind of actor did it.");
        change.Resolve<string, string?>("row", c => c.Type + " " + c.RowId.ToString(), Rows, "Global id of the row, as long as it is there; null where its type has none.");
        change.Resolve<string, string?>("before", c => c.Values!, (values, _) => Read(values, v => v.Before), "The value before; null for none, and where the customer was erased.");
        change.Resolve<string, string?>("after", c => c.Values!, (values, _) => Read(values, v => v.After), "The value after; null for none, and where the customer was erased.");
        change.One("by", "Staff", c => c.ById, "The member of staff who did it; null where another did, or the platform.");
        // As the rows themselves; a worker sees no change of any contact.
        change.VisibleTo(Audience.Staff, (c, actor) => (actor.Position != Position.Worker && actor.Position != Position.Trainer)
            || (c.Type != "Charge" && c.Type != "Contact" && c.Type != "Credit" && c.Type != "DunningNotice" && c.Type != "Payment"));
    }

    private static ValueTask<IReadOnlyList<string?>> Read(IReadOnlyList<string> values, Func<(string? Before, string? After), string?> side) =>
        ValueTask.FromResult<IReadOnlyList<string?>>([.. values.Select(v => side(AuditValues.Read(v)))]);

    private static ValueTask<IReadOnlyList<string?>> Rows(IReadOnlyList<string> rows, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<string?>>([.. rows.Select(r => r.Split(' ') is [var type, var key] && Guid.TryParse(key, out var id) ? Schema.GlobalId.Encode(type, id) : null)]);

    /// <summary>A migration that EF writes does not know the view: call this at the end of its Up.</summary>
    public static void CreateView(MigrationBuilder migration) => migration.Sql(
        """
        CREATE OR REPLACE VIEW customers.field_changes AS
        SELECT (lpad(to_hex(a.id), 16, '0') || lpad(to_hex(f.place), 16, '0'))::uuid AS id, a.person AS customer_id, a.at, a.audience AS actor_kind, CASE WHEN a.audience = 'STAFF' THEN a.actor_id END AS by_id,
            a.command, a.entity AS type, a.key AS row_id, a.operation, f.field,
            CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value::text ELSE a.person || ' ' || encode(k.key, 'hex') || ' ' || (f.value ->> 'personal') END AS values
        FROM propertygraph.audit AS a
        JOIN customers.customers AS c ON c.id = a.person
        CROSS JOIN LATERAL jsonb_each(a.changes) WITH ORDINALITY AS f (field, value, place)
        LEFT JOIN propertygraph.subject_keys AS k ON k.subject = a.person
        WHERE a.entity IN (SELECT type FROM propertygraph.types_for_staff() UNION ALL VALUES ('Charge'), ('Contact'), ('Credit'), ('DunningNotice'), ('Payment'));
        """);
}

[Describes("What happened to a row.")]
internal enum ChangeOperation
{
    [Describes("It was made.")]
    Insert,
    [Describes("It was changed.")]
    Update,
    [Describes("It was removed.")]
    Delete,
}
