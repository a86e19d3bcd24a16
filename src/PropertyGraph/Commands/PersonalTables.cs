using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>A table of the graph, as far as people are concerned. All names are ready for SQL.</summary>
/// <param name="Subject">Column that tells whose data a row is; null where it is nobody's.</param>
/// <param name="Personal">What erasure empties: columns, each with the SQL that it is set to.</param>
/// <param name="Relations">Columns that lead to rows of a type.</param>
/// <param name="Fields">Columns that the schema shows under a name.</param>
/// <param name="File">Column with the key of a file, what the schema calls its address, and where an export has it, in SQL over the alias <c>t</c>; null for none.</param>
/// <param name="RetainedFrom">Column with the day from which the law counts; null for none.</param>
internal sealed record PersonalTable(
    EntityType Type, string Name, string Key, string? Subject, IReadOnlyList<(string Column, string Empty)> Personal,
    IReadOnlyList<(string Column, string Target, bool IsNullable)> Relations, IReadOnlyList<(ScalarField Field, string Column)> Fields, (string Column, string Field, string Place)? File, string? RetainedFrom)
{
    /// <summary>Table whose retention counts for the rows, and the column that leads to it; no column where it is this one. Null for rows that are not retained.</summary>
    public (PersonalTable Root, string? Through)? Retention { get; init; }

    /// <summary>Table of whose people the personal columns tell, too, and the column that leads to it; null for none.</summary>
    public (PersonalTable Of, string Through)? Also { get; init; }

    /// <summary>Queries for the keys of the rows about people: those that are theirs, and those that tell of them, too.</summary>
    /// <param name="people">What is true of them, in SQL, such as <c>= ANY ($1)</c>.</param>
    public IEnumerable<string> KeysOf(string people)
    {
        if (Subject is not null) yield return $"SELECT t.{Key} FROM {Name} AS t WHERE t.{Subject} {people}";
        if (Also is var (of, through)) yield return AlsoOf($"t.{Key}", of, through, people);
    }

    /// <summary>The same as a condition over the alias <c>t</c>: the plain one where it is enough, by which the index is found.</summary>
    public string About(string people) => Also is null ? $"t.{Subject} {people}" : $"t.{Key} IN ({string.Join(" UNION ALL ", KeysOf(people))})";

    /// <summary>Something of the rows that tell of people whose they are not.</summary>
    public string AlsoOf(string select, PersonalTable of, string through, string people) => $"SELECT {select} FROM {Name} AS t JOIN {of.Name} AS r ON r.{of.Key} = t.{through} WHERE r.{of.Subject} {people}";
}

/// <summary>Where what is kept about people lies: found from <c>DataSubject</c>, <c>Personal</c> and the relations of all types.</summary>
internal sealed class PersonalTables
{
    /// <summary>What stands where text was that can't be null.</summary>
    public const string Emptied = "—";

    private readonly WriteModel model;

    /// <exception cref="StartupException">A type is declared so that a person could not be erased.</exception>
    public PersonalTables(WriteModel model)
    {
        this.model = model;
        All = [.. model.Entities.Select(Table).OfType<PersonalTable>()];
        All = [.. All.Select(WithRetention).Select(WithAlso)];
        foreach (var gone in All.Where(t => t.Type.PersonRows is RemovedRows)) CheckReferences(gone);
    }

    public IReadOnlyList<PersonalTable> All { get; }

    /// <summary>Tables with rows about people.</summary>
    public IEnumerable<PersonalTable> OfPeople => All.Where(t => t.Subject is not null || t.Also is not null);

    /// <summary>The table of a type; null for one without.</summary>
    public PersonalTable? Of(EntityType type) => All.FirstOrDefault(t => t.Type == type);

    /// <summary>The statement that writes <c>propertygraph.personal_rows</c> (0006.sql).</summary>
    public string Function()
    {
        var selects = OfPeople.Where(t => t.Subject is not null).Select(t => t switch
        {
            { Type.PersonRows: RemovedRows } => Select(t, "REMOVED", "NULL", "NULL", ""),
            { Retention: (var root, null) } => Select(t, "RETAINED", $"'{root.Type.Name}'", $"t.{root.RetainedFrom}", ""),
            { Retention: (var root, { } through) } => Select(t, "RETAINED", $"'{root.Type.Name}'", $"r.{root.RetainedFrom}", $" JOIN {root.Name} AS r ON r.{root.Key} = t.{through}"),
            _ => Select(t, "STRIPPED", "NULL", "NULL", ""),
        }).Concat(OfPeople.Where(t => t.Also is not null).Select(t => t.AlsoOf($"'{t.Type.Name}', t.{t.Key}, 'STRIPPED', NULL::text, NULL::date", t.Also!.Value.Of, t.Also.Value.Through, "= person")));
        return $"CREATE OR REPLACE FUNCTION propertygraph.personal_rows(person uuid) RETURNS TABLE (type text, key uuid, fate text, retained text, since date) LANGUAGE sql STABLE AS $$\n{string.Join("\nUNION ALL ", selects.DefaultIfEmpty("SELECT NULL::text, NULL::uuid, NULL::text, NULL::text, NULL::date WHERE FALSE"))}\n$$";

        static string Select(PersonalTable table, string fate, string retained, string since, string join) =>
            $"SELECT '{table.Type.Name}', t.{table.Key}, '{fate}', {retained}::text, {since}::date FROM {table.Name} AS t{join} WHERE t.{table.Subject} = person";
    }

    /// <summary>The statement that writes <c>propertygraph.types_for_staff</c> (0007.sql): names as the audit has them.</summary>
    public string TypesForStaff()
    {
        var names = OfPeople.Where(t => t.Type.SeesAll(Audience.Staff)).Select(t => $"'{t.Type.ClrType.Name}'").Order(StringComparer.Ordinal);
        return $"CREATE OR REPLACE FUNCTION propertygraph.types_for_staff() RETURNS TABLE (type text) LANGUAGE sql STABLE AS $$\nSELECT unnest(ARRAY[{string.Join(", ", names)}]::text[])\n$$";
    }

    /// <summary>In an order in which rows can be deleted: those that refer to others first.</summary>
    public static IReadOnlyList<PersonalTable> ReferrersFirst(IReadOnlyCollection<PersonalTable> tables)
    {
        var ordered = new List<PersonalTable>();
        var seen = new HashSet<string>();
        foreach (var table in tables) Visit(table);
        ordered.Reverse();
        return ordered;

        void Visit(PersonalTable table)
        {
            if (!seen.Add(table.Type.Name)) return;
            foreach (var target in tables.Where(t => table.Relations.Any(r => r.Target == t.Type.Name))) Visit(target);
            ordered.Add(table);
        }
    }

    private PersonalTable? Table(EntityType entity)
    {
        using var db = model.Create(entity.DbType);
        var mapped = db.Model.FindEntityType(entity.ClrType);
        if (mapped is null || StoreObjectIdentifier.Create(mapped, StoreObjectType.Table) is not { Schema: { } schema } table) return null;
        string? Column(string? property) => property is not null && mapped.FindProperty(property)?.GetColumnName(table) is { } name ? $"\"{name}\"" : null;
        if (Column(entity.Key) is not { } key) return null;
        var written = model.Entity(entity.ClrType)!;
        var subject = entity.DataSubject is { } of ? Column(EntityDraft.ColumnOf(of)?.Name) : written.Personal.Count > 0 && mapped.FindProperty(entity.Key)!.ClrType == typeof(Guid) ? key : null;
        return new(entity, $"\"{schema}\".\"{table.Name}\"", key, subject,
            [.. written.Personal.Order(StringComparer.Ordinal).Select(p => mapped.FindProperty(p)).OfType<IProperty>().Select(p => (Column(p.Name)!, Empty(entity, p)))],
            [.. entity.Fields.Values.OfType<ToOneField>().Select(one => (Property: EntityDraft.ColumnOf(one.KeyExpression)?.Name, one.Target)).Where(r => Column(r.Property) is not null)
                .Select(r => (Column(r.Property)!, r.Target, mapped.FindProperty(r.Property!)!.IsNullable)).Distinct()],
            [.. entity.Fields.Values.OfType<ScalarField>().Select(f => (f, Column(EntityDraft.ColumnOf(f.Expression)?.Name))).Where(f => f.Item2 is not null).Select(f => (f.f, f.Item2!))],
            File(entity.Fields.Values.OfType<ResolvedField>().FirstOrDefault(f => f.IsFile), Column),
            entity.PersonRows is RetainedRows retained ? Column(EntityDraft.ColumnOf(retained.From)?.Name) ?? throw Wrong(entity, "retains its rows from a day that is no column; name a property") : null);
    }

    /// <summary>Each file has a place of its own in an export, under a name that all systems take.</summary>
    private static (string Column, string Field, string Place)? File(ResolvedField? download, Func<string?, string?> column) =>
        download is null || column(download.FileProperty) is not { } file ? null
        : (file, download.Name, column(download.FileNameProperty) is { } name ? $"'files/' || t.{file} || '-' || regexp_replace(t.{name}, '[<>:\"|?*]', '_', 'g')" : $"'files/' || t.{file}");

    private static string Empty(EntityType entity, IProperty property) =>
        property.IsNullable ? "NULL" : property.ClrType == typeof(string) ? $"'{Emptied}'" : throw Wrong(entity, $"has the personal field {property.Name}, which erasure can't empty; make it nullable, or text");

    private PersonalTable WithRetention(PersonalTable table) => table.Type.PersonRows switch
    {
        RetainedRows => table with { Retention = (table, null) },
        RetainedWithRows with => table.Type.Fields.GetValueOrDefault(with.Field) is ToOneField one && All.FirstOrDefault(t => t.Type.Name == one.Target) is { Type.PersonRows: RetainedRows } root
            && table.Relations.FirstOrDefault(r => r.Column == $"\"{one.Column}\"").Column is { } through
            ? table with { Retention = (root, through) }
            : throw Wrong(table.Type, $"is retained with '{with.Field}', which is no relation to a type that is retained itself"),
        _ => table,
    };

    private PersonalTable WithAlso(PersonalTable table) => table.Type.AlsoAbout is not { } field ? table
        : table.Type.Fields.GetValueOrDefault(field) is ToOneField one && All.FirstOrDefault(t => t.Type.Name == one.Target) is { Subject: not null } of
            && table.Relations.FirstOrDefault(r => r.Column == $"\"{one.Column}\"").Column is { } through
            ? table with { Also = (of, through) }
            : throw Wrong(table.Type, $"is also about whose '{field}' is, which is no relation to a type with a DataSubject");

    private void CheckReferences(PersonalTable gone)
    {
        foreach (var referrer in All.Where(t => t.Type.PersonRows is not RemovedRows))
            if (referrer.Relations.FirstOrDefault(r => r.Target == gone.Type.Name && !r.IsNullable).Column is { } column)
                throw Wrong(gone.Type, $"goes with its person, but {column} of {referrer.Type.Name} always refers to one; let that go too, or make the column nullable");
    }

    private static StartupException Wrong(EntityType entity, string what) => new($"Module '{entity.Module}': {entity.Name} {what}.");
}
