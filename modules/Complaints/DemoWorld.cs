using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>A customer in a unit, as far as complaints need it.</summary>
internal sealed record DemoResident(
    Guid Customer, bool IsChinese, bool IsKeyAccount, decimal? AnnualCharges, Guid Unit, string UnitCode, Guid Building, string BuildingName, Guid Property, DateOnly From, DateOnly? To)
{
    /// <summary>As complaints name it, whose it is.</summary>
    public ComplaintParties Parties => new(Customer, Unit, Property, IsKeyAccount, IsKeyAccount ? AnnualCharges : null);

    public bool IsThereOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>
/// What earlier modules have loaded. Their rows are in the same transaction, which the graph can't see, so key columns are read from the published
/// tables of the modules that this one depends on.
/// </summary>
internal sealed class DemoWorld
{
    public required IReadOnlyList<DemoResident> Residents { get; init; }
    public required IReadOnlyDictionary<Guid, DemoResident[]> ByBuilding { get; init; }
    public required IReadOnlyList<Guid> Buildings { get; init; }
    public required IReadOnlyList<Actor> Agents { get; init; }
    public required ILookup<Guid, Actor> Staff { get; init; }
    public required ILookup<string, Guid> Partners { get; init; }
    public required Guid ServiceCentre { get; init; }

    public IEnumerable<Guid> People(Position position) => Staff.SelectMany(s => s).Where(s => s.Position == position).Select(s => s.Id);

    public static async Task<DemoWorld> ReadAsync(DemoRequest request, NpgsqlConnection connection, CancellationToken cancel)
    {
        var residents = await DemoRows.ReadAsync(connection,
            $"""
            SELECT c.id, c.language LIKE 'zh%', c.key_account_tier IS NOT NULL, h.billed, u.id, u.code, b.id, b.name, u.property_id, o."from", o."to"
            FROM customers.occupancies AS o
            JOIN customers.customers AS c ON c.id = o.customer_id
            JOIN customers.units AS u ON u.id = o.unit_id
            JOIN customers.buildings AS b ON b.id = u.building_id
            LEFT JOIN (
                SELECT customer_id, sum(amount - credited) AS billed FROM customers.charges
                WHERE due_on > '{request.Today.AddYears(-1):yyyy-MM-dd}' AND due_on <= '{request.Today:yyyy-MM-dd}' GROUP BY customer_id) AS h ON h.customer_id = c.id
            WHERE u.usage <> 'PARKING'
            ORDER BY o.id
            """,
            r => new DemoResident(r.GetGuid(0), r.GetBoolean(1), r.GetBoolean(2), r.IsDBNull(3) ? null : r.GetDecimal(3), r.GetGuid(4), r.GetString(5), r.GetGuid(6), r.GetString(7), r.GetGuid(8),
                r.GetFieldValue<DateOnly>(9), r.IsDBNull(10) ? null : r.GetFieldValue<DateOnly>(10)), cancel);
        // Those who have been here all the time and do the work; trainers and surveyors have no part in complaints.
        var staff = await DemoRows.ReadAsync(connection,
            $"""
            SELECT id, department_id, position FROM organization.staff
            WHERE active AND position IN ('AGENT', 'WORKER', 'LEADER', 'MANAGER') AND hired_on < '{request.Today.AddDays(-735):yyyy-MM-dd}' ORDER BY number
            """,
            r => Actor.Staff(r.GetGuid(0), r.GetGuid(1), Enum.Parse<Position>(r.GetString(2), ignoreCase: true)), cancel);
        var partners = await DemoRows.ReadAsync(connection, "SELECT trade, id FROM organization.partners WHERE active ORDER BY code", r => (Trade: r.GetString(0), Id: r.GetGuid(1)), cancel);
        var centre = await DemoRows.ReadAsync(connection, "SELECT id FROM organization.departments WHERE code = 'SERVICE_CENTRE'", r => r.GetGuid(0), cancel);
        return new()
        {
            Residents = residents,
            ByBuilding = residents.GroupBy(r => r.Building).ToDictionary(g => g.Key, g => g.ToArray()),
            Buildings = [.. residents.Select(r => r.Building).Distinct()],
            Staff = staff.ToLookup(s => s.DepartmentId),
            Agents = [.. staff.Where(s => s.Position == Position.Agent && s.DepartmentId == centre[0])],
            Partners = partners.ToLookup(p => p.Trade, p => p.Id),
            ServiceCentre = centre[0],
        };
    }
}
