using GraphQL.Types;
using PropertyGraph.Access;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Types of the live views: one change type and one kind enum per watched type, and one type per board.</summary>
internal sealed class SubscriptionTypes(GraphSchema schema, GraphModel model)
{
    /// <summary>Kind of the last change of a row that the reader may no longer see.</summary>
    public const string NoLongerVisible = "NO_LONGER_VISIBLE";

    /// <summary>Kind of the change by which a row left <c>where</c>.</summary>
    public const string NoLongerMatching = "NO_LONGER_MATCHING";

    public ObjectGraphType Build()
    {
        var subscription = new ObjectGraphType { Name = "Subscription", Description = "What can be watched live." };
        foreach (var field in model.Subscriptions)
        {
            var filter = schema[$"{field.Entity}FilterInput"];
            subscription.AddField(Plain(field.Name, field.Description, NonNull(Change(field)),
                new QueryArgument(filter) { Name = "where", Description = "Only changes of rows that fulfil this after the change; leaving it is told once." },
                new QueryArgument(schema.Scalar(new(ScalarKind.String, true))) { Name = "after", Description = "Cursor of the last change that was received: go on after it, without gap." }));
        }
        foreach (var board in model.Boards) subscription.AddField(Plain(board.Name, board.Description, NonNull(BoardType(board))));
        foreach (var field in subscription.Fields) field.StreamResolver = new GraphQL.Resolvers.SourceStreamResolver<object>((Func<GraphQL.IResolveFieldContext, IObservable<object?>>)(_ => throw new NotSupportedException()));
        return subscription;
    }

    private ObjectGraphType BoardType(Board board) => schema.Type<ObjectGraphType>(board.TypeName, () =>
    {
        var type = new ObjectGraphType { Name = board.TypeName, Description = board.Description };
        foreach (var list in board.Lists) type.AddField(schema.ConnectionField(list.Name, list.Description, model.Entities[list.Entity]));
        return type;
    });

    private ObjectGraphType Change(SubscriptionField field) => schema.Type<ObjectGraphType>($"{field.Entity}Change", () =>
    {
        var change = new ObjectGraphType { Name = $"{field.Entity}Change", Description = $"Something happened to {Names.WithArticle(field.Entity)}." };
        change.AddField(Plain("cursor", "Opaque place in the log, for after.", NonNull(schema.Scalar(new(ScalarKind.String, false)))));
        change.AddField(Plain("kind", "What happened.", NonNull(Kinds(field))));
        change.AddField(Plain("at", "When it happened.", NonNull(schema.Scalar(new(ScalarKind.DateTime, false)))));
        change.AddField(Plain($"{Names.Camel(field.Entity)}Id", "Global id of the row, also where it is no longer visible.", NonNull(schema.Scalar(new(ScalarKind.Id, false)))));
        change.AddField(Plain(Names.Camel(field.Entity), "The row as it is now; null where it is no longer visible.", schema[field.Entity]));
        change.AddField(Plain("actor", "Who did it.", NonNull(ActorType())));
        return change;
    });

    private EnumerationGraphType Kinds(SubscriptionField field) => schema.Type<EnumerationGraphType>($"{field.Entity}ChangeKind", () =>
    {
        var kinds = new EnumerationGraphType { Name = $"{field.Entity}ChangeKind", Description = $"What can happen to {Names.WithArticle(field.Entity)}." };
        foreach (var (kind, description, _) in field.Kinds) kinds.Add(new EnumValueDefinition(kind, kind) { Description = description });
        kinds.Add(new EnumValueDefinition(NoLongerVisible, NoLongerVisible) { Description = "The reader may no longer see the row." });
        kinds.Add(new EnumValueDefinition(NoLongerMatching, NoLongerMatching) { Description = "The row no longer fulfils where." });
        return kinds;
    });

    private ObjectGraphType ActorType() => schema.Type<ObjectGraphType>("Actor", () =>
    {
        var actor = new ObjectGraphType { Name = "Actor", Description = "Who did something." };
        actor.AddField(Plain("audience", "Kind of actor.", NonNull(schema.Enum(typeof(Audience)))));
        actor.AddField(Plain("id", "Global id of the member of staff, customer or partner; null for anonymous callers and the platform, and where it is not the reader's business.",
            schema.Scalar(new(ScalarKind.Id, true))));
        return actor;
    });
}
