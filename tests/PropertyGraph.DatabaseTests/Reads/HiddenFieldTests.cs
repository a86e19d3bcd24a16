using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A field that an audience may not use tells it nothing: not its values, not which rows fulfil a condition on it, not their order.</summary>
public sealed class HiddenFieldTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    [Theory]
    [InlineData("nobody")]
    [InlineData("customer C0002")]
    [InlineData("partner P1")]
    [InlineData("agent")]
    public async Task A_hidden_field_is_an_error_wherever_it_is_used(string asker)
    {
        foreach (var entity in world.Model.Entities.Values)
            foreach (var field in entity.Fields.Values.Where(f => !world.View(asker).Allows(f)))
                foreach (var query in Uses(asker, entity, field).Concat(HiddenFigures.Uses(world.Model, Way(asker, entity), field)))
                {
                    var answer = await world.AskAsync(asker, query);
                    Assert.True(answer.TryGetProperty("errors", out var errors), $"{asker} may not use {entity.Name}.{field.Name}, yet this is answered: {query}\n{answer}");
                    Assert.True("PG-PLAN-HIDDEN" == errors[0].GetProperty("extensions").GetProperty("code").GetString(), $"{query}\n{errors}");
                    Assert.True(IsEmpty(answer.GetProperty("data")), $"{query}\n{answer}");
                }
    }

    [Fact]
    public void There_are_hidden_fields() =>
        Assert.Contains(world.Model.Entities.Values.SelectMany(e => e.Fields.Values), f => !f.Audiences.Has(Audience.Customer));

    private static bool IsEmpty(JsonElement data) => data.ValueKind == JsonValueKind.Null || data.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Null);

    /// <summary>Queries that select, filter by and order by the field, on the way from a root list that the asker may take.</summary>
    private IEnumerable<string> Uses(string asker, EntityType entity, Field field)
    {
        var (root, steps) = Way(asker, entity);
        var selection = field is ToOneField || (field is ResolvedField resolved && resolved.Type.Records().Any()) ? $"{field.Name} {{ __typename }}" : field is ToManyField ? $"{field.Name} {{ totalCount }}" : field.Name;
        foreach (var step in Enumerable.Reverse(steps)) selection = step is ToOneField ? $"{step.Name} {{ {selection} }}" : $"{step.Name} {{ nodes {{ {selection} }} }}";
        yield return $"{{ {root.Many} {{ nodes {{ {selection} }} }} }}";

        if (field is ResolvedField or ScalarField { Type.IsList: true }) yield break;
        var where = field is ToOneField ? "{}" : field is ToManyField ? "{ any: true }" : "{ eq: null }";
        where = $"{{ {field.Name}: {where} }}";
        foreach (var step in Enumerable.Reverse(steps)) where = step is ToOneField ? $"{{ {step.Name}: {where} }}" : $"{{ {step.Name}: {{ some: {where} }} }}";
        yield return $"{{ {root.Many}(where: {where}) {{ totalCount }} }}";
        yield return $"{{ {root.Many}(where: {{ not: {where} }}) {{ totalCount }} }}";

        if (field is ToManyField || steps.Any(s => s is ToManyField)) yield break;
        var order = $"{{ {field.Name}: {(field is ToOneField one ? $"{{ {HiddenFigures.Plain(world.Model.Entities[one.Target])}: ASC }}" : "DESC")} }}";
        foreach (var step in Enumerable.Reverse(steps)) order = $"{{ {step.Name}: {order} }}";
        yield return $"{{ {root.Many}(order: [{order}]) {{ nodes {{ id }} }} }}";
    }

    /// <summary>The shortest way from a root list to the type.</summary>
    private (EntityType Root, IReadOnlyList<Field> Steps) Way(string asker, EntityType target)
    {
        var ways = new Queue<(EntityType Root, EntityType At, Field[] Steps)>(world.Model.Entities.Values.Where(e => e.Many is not null).Select(e => (e, e, Array.Empty<Field>())));
        for (; ; )
        {
            var (root, at, steps) = ways.Dequeue();
            if (at == target) return (root, steps);
            foreach (var field in at.Fields.Values.Where(world.View(asker).Allows).Where(f => f is ToOneField or ToManyField))
                ways.Enqueue((root, world.Model.Entities[field is ToOneField one ? one.Target : ((ToManyField)field).Target], [.. steps, field]));
        }
    }
}
