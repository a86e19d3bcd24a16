using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Imports;

namespace PropertyGraph.Complaints;

/// <summary>Keys that a row of <c>complaints.csv</c> names, and the names behind which there is nothing, by column.</summary>
internal sealed record ImportedKeys(
    ComplaintParties Parties, Guid? Category, Guid? Department, Guid? Accountable, Guid? Partner, IReadOnlyList<(string Column, string Name)> Missing);

/// <summary>What the names of a batch of complaints stand for, asked once for the batch.</summary>
internal sealed class ImportedNames
{
    public required IReadOnlyDictionary<string, Guid> Categories { get; init; }
    public required IReadOnlyDictionary<string, Guid> Customers { get; init; }
    public required IReadOnlyDictionary<string, Guid> Properties { get; init; }
    public required IReadOnlyDictionary<string, Guid> Departments { get; init; }
    public required IReadOnlyDictionary<string, Guid> Staff { get; init; }
    public required IReadOnlyDictionary<string, Guid> Partners { get; init; }
    public required IReadOnlyDictionary<(string, string, string), (Guid Unit, Guid Property)> Units { get; init; }

    public static async Task<ImportedNames> LoadAsync(ImportBatch<ComplaintRow> batch, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var rows = batch.Rows.Select(row => row.Value).ToList();
        var places = rows.Where(r => r is { PropertyCode: not null, BuildingCode: not null, UnitCode: not null })
            .Select(r => (r.PropertyCode!, r.BuildingCode!, r.UnitCode!)).Distinct().ToList();
        return new()
        {
            Categories = await db.Categories.ToDictionaryAsync(c => c.Code, c => c.Id, cancel),
            Customers = await GraphKeys.CustomersAsync(graph, rows.Select(r => r.CustomerNumber), cancel),
            Properties = await GraphKeys.ByAsync(graph, "properties", "Property", "code", rows.Select(r => r.PropertyCode), cancel),
            Departments = await GraphKeys.ByAsync(graph, "departments", "Department", "code", rows.Select(r => r.DepartmentCode), cancel),
            Staff = await GraphKeys.ByAsync(graph, "staff", "Staff", "number", rows.Select(r => r.AccountableNumber), cancel),
            Partners = await GraphKeys.ByAsync(graph, "partners", "Partner", "code", rows.Select(r => r.PartnerCode), cancel),
            Units = await GraphKeys.UnitsAsync(graph, places, cancel),
        };
    }

    public ImportedKeys Find(ComplaintRow row)
    {
        var missing = new List<(string, string)>();
        var category = Key(Categories, row.CategoryCode, "categoryCode", "category", missing);
        var customer = Key(Customers, row.CustomerNumber, "customerNumber", "customer", missing);
        var property = Key(Properties, row.PropertyCode, "propertyCode", "property", missing);
        var department = Key(Departments, row.DepartmentCode, "departmentCode", "department", missing);
        var accountable = Key(Staff, row.AccountableNumber, "accountableNumber", "member of staff", missing);
        var partner = Key(Partners, row.PartnerCode, "partnerCode", "partner", missing);
        return new(new(customer, UnitOf(row, missing), property), category, department, accountable, partner, missing);
    }

    private Guid? UnitOf(ComplaintRow row, List<(string, string)> missing)
    {
        if (row.UnitCode is null && row.BuildingCode is null) return null;
        if (row is { PropertyCode: { } property, BuildingCode: { } building, UnitCode: { } unit } && Units.TryGetValue((property, building, unit), out var found))
            return found.Unit;
        missing.Add(("unitCode", $"unit '{row.UnitCode}' in building '{row.BuildingCode}' of property '{row.PropertyCode}'"));
        return null;
    }

    private static Guid? Key(IReadOnlyDictionary<string, Guid> known, string? name, string column, string kind, List<(string, string)> missing)
    {
        if (name is null) return null;
        if (known.TryGetValue(name, out var key)) return key;
        missing.Add((column, $"{kind} {name}"));
        return null;
    }
}
