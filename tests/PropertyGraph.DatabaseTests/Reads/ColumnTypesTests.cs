using System.Data;
using System.Text.RegularExpressions;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Levels of one statement share its columns by their types, so these must be PostgreSQL's.</summary>
public sealed partial class ColumnTypesTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    private EntitySources Sources => world.Platform.Get<EntitySources>();

    private GraphModel Model => world.Model;

    [Fact]
    public async Task Columns_of_every_type_have_the_types_that_the_compiler_says()
    {
        foreach (var entity in Model.Entities.Values)
        {
            var source = Sources[entity, Audience.System];
            var columns = Sources.ColumnsOf(entity).Where(source.Has).ToList();
            Assert.NotEmpty(columns);
            var found = await TypesAsync(SqlText.Of($"SELECT {SqlText.Join(", ", columns.Select(c => SqlText.Of($"t.{new SqlName(c)}")))} FROM {source.Select(columns)} AS t").ToStatement());
            Assert.Equal(columns.Select(c => $"{entity.Name}.{c} {Sources.TypeOf(entity, c)}"), columns.Zip(found, (c, type) => $"{entity.Name}.{c} {type}"));
        }
    }

    [Theory]
    [InlineData("{ complaints { edges { cursor node { id title customer { name } events { totalCount } department { name } } } } }")]
    [InlineData("{ customers(order: [{ complaints: { count: DESC } }, { complaints: { max: { filedAt: ASC } } }, { complaints: { avg: { reopenCount: ASC } } }]) { edges { cursor } } }")]
    [InlineData("{ specimens(order: [{ children: { sum: { price: DESC } } }, { children: { sum: { total: ASC } } }, { children: { min: { ratio: ASC } } }, { children: { avg: { lasts: ASC } } }]) { edges { cursor } } }")]
    [InlineData("{ specimens { aggregate { count distinct(of: PRICE) min { total price ratio lasts seenAt day count } max { total price ratio lasts seenAt day count } sum { total price ratio lasts count } avg { total price ratio lasts count } } } }")]
    [InlineData("{ specimens { groups(by: [{ seenAt: { unit: WEEK, timeZone: \"UTC\" } }, { day: { unit: MONTH } }, { label: true }, { isWanted: true }]) { key { seenAt day } aggregate { count } } } }")]
    [InlineData("{ complaints { groups(by: [{ status: true }, { customer: { keyAccountTier: true } }]) { key { status customer { keyAccountTier } } aggregate { count share { isOverdue } } } } }")]
    [InlineData("{ search(text: \"lift\") { nodes { __typename } } }")]
    [InlineData("{ customers { totalCount } }")]
    public async Task A_level_by_itself_has_the_types_that_it_takes_beside_others(string query)
    {
        var read = await world.Platform.Get<RequestReader>().ReadAsync(new GraphRequest(query), CancellationToken.None);
        Assert.True(read.Operation is not null, query);
        var compiler = new SqlCompiler(Sources, Model, Audience.Staff);
        foreach (var statement in compiler.Compile(new Planner(read.Operation, Model, Audience.Staff, new(), _ => "null").PlanQuery()))
            Assert.Equal(compiler.TypesOf(Assert.Single(statement.Levels)), await TypesAsync(statement.Sql));
    }

    private async Task<IReadOnlyList<string>> TypesAsync(Statement statement)
    {
        await using var command = world.Platform.Source.CreateCommand(statement.Text);
        foreach (var slot in statement.Slots) command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = slot.DbType });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => Modifier().Replace(reader.GetDataTypeName(i), ""))];
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Modifier();
}
