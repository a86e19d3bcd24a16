using Microsoft.EntityFrameworkCore.Migrations;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A row of the view <c>duplicate_customers</c>: somebody who may be the same customer, and why.</summary>
internal sealed class DuplicateCustomer
{
    private DuplicateCustomer() { }

    /// <summary>Made from both keys, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public Guid OtherId { get; private set; }
    public int Score { get; private set; }
    public bool SamePhone { get; private set; }
    public bool SameEmail { get; private set; }
    public bool SameNameAndUnit { get; private set; }

    internal static void Describe(EntityBuilder<DuplicateCustomer> duplicate)
    {
        duplicate.Is("Somebody who may be the same customer, and why.")
            .Key(d => d.Id)
            .OrderedBy(d => d.Score, descending: true);
        duplicate.Field(d => d.Score, "How likely, from 40 to 100: 40 for a telephone number in common, 40 for an e-mail address, 60 for the name in a unit in common; together at most 100.");
        duplicate.Field(d => d.SamePhone, "Whether both can be reached by the same telephone number.");
        duplicate.Field(d => d.SameEmail, "Whether both can be reached by the same e-mail address.");
        duplicate.Field(d => d.SameNameAndUnit, "Whether both have the same name, blanks and capitals aside, and own, rent or use, or did, the same unit.");
        duplicate.One("customer", "Customer", d => d.CustomerId, "The customer.");
        duplicate.One("other", "Customer", d => d.OtherId, "Who may be the same.");
        duplicate.VisibleTo(Audience.Staff);
    }

    /// <summary>A migration that EF writes does not know the view: call this at the end of its Up.</summary>
    public static void CreateView(MigrationBuilder migration) => migration.Sql(
        """
        CREATE VIEW customers.duplicate_customers AS
        SELECT md5(p.customer_id::text || p.other_id::text)::uuid AS id, p.customer_id, p.other_id, least(100, sum(p.points))::int AS score,
            bool_or(p.reason = 'PHONE') AS same_phone, bool_or(p.reason = 'EMAIL') AS same_email, bool_or(p.reason = 'NAME') AS same_name_and_unit
        FROM (
            SELECT a.customer_id, b.customer_id AS other_id, a.channel AS reason, 40 AS points
            FROM customers.contacts AS a JOIN customers.contacts AS b ON b.channel = a.channel AND b.value = a.value AND b.customer_id <> a.customer_id
            WHERE a.channel IN ('PHONE', 'EMAIL')
            UNION
            SELECT a.customer_id, b.customer_id, 'NAME', 60
            FROM customers.occupancies AS a
            JOIN customers.occupancies AS b ON b.unit_id = a.unit_id AND b.customer_id <> a.customer_id
            JOIN customers.customers AS c ON c.id = a.customer_id
            JOIN customers.customers AS d ON d.id = b.customer_id AND lower(regexp_replace(d.name, '\s', '', 'g')) = lower(regexp_replace(c.name, '\s', '', 'g'))) AS p
        GROUP BY p.customer_id, p.other_id;
        """);
}
