using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A row of the view <c>erasure_previews</c>: what erasing a customer would come to.</summary>
internal sealed class ErasurePreview
{
    private ErasurePreview() { }

    /// <summary>Key of the customer.</summary>
    public Guid Id { get; private set; }
    public string Version { get; private set; } = "";

    internal static void Describe(EntityBuilder<ErasurePreview> preview)
    {
        preview.Is("What erasing a customer would come to.").Key(p => p.Id);
        preview.Field(p => p.Version, "Stands for all rows that there are now and the rules that hold; eraseCustomer takes it, and refuses when they have changed.");
        preview.Many<ErasureRecord>("records", r => r.CustomerId, "By type, and by year where the law counts years.");
        preview.VisibleTo(Audience.Staff, (p, actor) => actor.Position == Position.Director || actor.Position == Position.Administrator);
    }

    /// <summary>A migration that EF writes does not know the views: call this at the end of its Up.</summary>
    public static void CreateViews(MigrationBuilder migration) => migration.Sql(
        """
        CREATE VIEW customers.erasure_records AS
        SELECT md5(concat_ws(' ', c.id, r.type, r.fate, r.year))::uuid AS id, c.id AS customer_id, r.type, r.fate, r.rows,
            make_date(r.year + rule.years, 12, 31) AS until, rule.ground
        FROM customers.customers AS c
        CROSS JOIN LATERAL (
            SELECT p.type, p.fate, p.retained, extract(year FROM p.since)::int AS year, count(*)::int AS rows
            FROM customers.customers AS m CROSS JOIN LATERAL propertygraph.personal_rows(m.id) AS p
            WHERE m.id = c.id OR m.merged_into_id = c.id
            GROUP BY 1, 2, 3, 4) AS r
        LEFT JOIN customers.retention_rules AS rule ON rule.type = r.retained AND rule.valid_to IS NULL;

        CREATE VIEW customers.erasure_previews AS
        SELECT c.id, md5(concat(
            (SELECT string_agg(concat_ws(' ', p.type, p.key, p.fate, p.since), ',' ORDER BY p.type, p.key)
            FROM customers.customers AS m CROSS JOIN LATERAL propertygraph.personal_rows(m.id) AS p WHERE m.id = c.id OR m.merged_into_id = c.id), ' ',
            (SELECT string_agg(rule.id::text, ',' ORDER BY rule.id) FROM customers.retention_rules AS rule WHERE rule.valid_to IS NULL))) AS version
        FROM customers.customers AS c;
        """);
}

/// <summary>A row of the view <c>erasure_records</c>.</summary>
internal sealed class ErasureRecord
{
    private ErasureRecord() { }

    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public string Type { get; private set; } = "";
    public string Fate { get; private set; } = "";
    public int Rows { get; private set; }
    public DateOnly? Until { get; private set; }
    public string? Ground { get; private set; }

    internal static void Describe(EntityBuilder<ErasureRecord> record)
    {
        record.Is("What would become of a customer's rows of one type.").Key(r => r.Id)
            .OrderedBy(r => r.Type);
        record.Field(r => r.Type, "Name of the type in this schema.");
        record.Field("removed", r => r.Fate == "REMOVED" || (r.Fate == "RETAINED" && (r.Until == null || r.Until < DateOnly.FromDateTime(Clock.Now.DateTime))) ? r.Rows : 0, "How many rows go.");
        record.Field("stripped", r => r.Fate == "STRIPPED" ? r.Rows : 0, "How many rows stay without anything personal, under the customer's number.");
        record.Field("kept", r => r.Fate == "RETAINED" && r.Until >= DateOnly.FromDateTime(Clock.Now.DateTime) ? r.Rows : 0, "How many rows the law keeps, without anything personal.");
        record.Field("keptUntil", r => r.Fate == "RETAINED" && r.Until >= DateOnly.FromDateTime(Clock.Now.DateTime) ? r.Until : null, "Last day on which the law keeps them; null where it keeps none.");
        record.Field("ground", r => r.Fate == "RETAINED" && r.Until >= DateOnly.FromDateTime(Clock.Now.DateTime) ? r.Ground : null, "Which law keeps them; null where none does.");
        record.VisibleTo(Audience.Staff, (r, actor) => actor.Position == Position.Director || actor.Position == Position.Administrator);
    }
}
