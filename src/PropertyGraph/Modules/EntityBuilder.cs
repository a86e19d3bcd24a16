using System.Linq.Expressions;
using System.Reflection;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Modules;

/// <summary>What the graph shows of an entity, and who sees which rows. The key is the property <c>Id</c>, a UUID version 7.</summary>
public sealed class EntityBuilder<T> where T : class
{
    private readonly EntityDraft draft;

    internal EntityBuilder(EntityDraft draft) => this.draft = draft;

    /// <summary>Description, and the root fields: <paramref name="one"/> for a single row, <paramref name="many"/> for the connection; null for none.</summary>
    public EntityBuilder<T> Is(string description, string? one = null, string? many = null)
    {
        (draft.Description, draft.One, draft.Many) = (description, one, many);
        return this;
    }

    /// <summary>A column, named after the property.</summary>
    public FieldBuilder Field<TValue>(Expression<Func<T, TValue>> property, string description) =>
        Field(Names.Camel(EntityDraft.PropertyOf(property).Name), property, description);

    /// <summary>A column under another name, or a computed value: an expression that EF Core renders; it may use <see cref="Clock.Now"/>.</summary>
    public FieldBuilder Field<TValue>(string name, Expression<Func<T, TValue>> expression, string description) =>
        draft.AddScalar(name, expression, description);

    /// <summary>A computed value that depends on who asks.</summary>
    public FieldBuilder Field<TValue>(string name, Expression<Func<T, Actor, TValue>> expression, string description) =>
        draft.AddScalar(name, expression, description);

    /// <summary>A relation to at most one row of a type, of this or another module, by this entity's foreign key.</summary>
    public FieldBuilder One(string name, string target, Expression<Func<T, Guid?>> foreignKey, string description) =>
        draft.AddToOne(name, target, foreignKey, description);

    /// <summary>A connection to the rows of this module whose foreign key is this entity's key.</summary>
    /// <param name="where">A condition that is part of the relation, such as "open ones only"; or null.</param>
    public FieldBuilder Many<TOther>(
        string name, Expression<Func<TOther, Guid?>> foreignKey, string description, Expression<Func<TOther, bool>>? where = null) where TOther : class =>
        draft.AddToMany<TOther>(name, foreignKey, description, where);

    /// <summary>
    /// A connection to rows of several types, latest first: those of the relations that any module marks with <see cref="FieldBuilder.MergedInto"/>.
    /// </summary>
    public FieldBuilder Merged(string name, string description) => draft.AddMerged(name, description);

    /// <summary>
    /// A value that needs C#: keys of a whole level in (distinct, non-null), values of the same length and order out. It may not query our PostgreSQL.
    /// A value is a scalar, an enum, a record whose public properties have <see cref="DescribesAttribute"/>, or a list of such; records become object types of the same name.
    /// Where the resolver fails, or gives null where its C# type does not, the field is null.
    /// </summary>
    public FieldBuilder Resolve<TKey, TValue>(
        string name, Expression<Func<T, TKey>> key, Func<IReadOnlyList<TKey>, CancellationToken, ValueTask<IReadOnlyList<TValue>>> resolve, string description) =>
        draft.AddResolved(name, key, typeof(TKey), typeof(TValue),
            async (keys, cancel) => [.. (await resolve([.. keys.Select(ResolverKeys.Of<TKey>)], cancel)).Cast<object?>()], description);

    /// <summary>A value that needs C# and depends on who asks: the actor's members may be part of the key.</summary>
    public FieldBuilder Resolve<TKey, TValue>(
        string name, Expression<Func<T, Actor, TKey>> key, Func<IReadOnlyList<TKey>, CancellationToken, ValueTask<IReadOnlyList<TValue>>> resolve, string description) =>
        draft.AddResolved(name, key, typeof(TKey), typeof(TValue),
            async (keys, cancel) => [.. (await resolve([.. keys.Select(ResolverKeys.Of<TKey>)], cancel)).Cast<object?>()], description);

    /// <summary>
    /// The address of a file that a command kept (<see cref="Files.UploadedFile"/>): a path that anybody may GET until it expires, without a token. Whoever sees the field gets
    /// one of its own at each reading.
    /// </summary>
    /// <param name="file">Key of the file.</param>
    /// <param name="mediaType">As the upload told it.</param>
    /// <param name="fileName">As the upload told it.</param>
    public FieldBuilder Download(string name, Expression<Func<T, Guid>> file, Expression<Func<T, string>> mediaType, Expression<Func<T, string>> fileName, string description) =>
        draft.AddFile(name, file, mediaType, fileName, description);

    /// <summary>Another unique column by which the root field finds a row, such as a reference that people use.</summary>
    public EntityBuilder<T> Lookup<TValue>(Expression<Func<T, TValue>> property)
    {
        draft.Lookups.Add(Names.Camel(EntityDraft.PropertyOf(property).Name));
        return this;
    }

    /// <summary>Order where a query names none; the key is always the last.</summary>
    public EntityBuilder<T> OrderedBy<TValue>(Expression<Func<T, TValue>> property, bool descending = false)
    {
        draft.DefaultOrder.Add((Names.Camel(EntityDraft.PropertyOf(property).Name), descending));
        return this;
    }

    /// <summary>
    /// Rows that stand for something still. All others no root list, count or search shows and no command finds; whoever has their key, or comes to them by a relation, sees them as before.
    /// </summary>
    public EntityBuilder<T> InUse(Expression<Func<T, bool>> rows)
    {
        draft.InUse = rows;
        return this;
    }

    /// <summary>Every row is visible to this audience.</summary>
    public EntityBuilder<T> VisibleTo(params Audience[] audiences)
    {
        foreach (var audience in audiences) draft.Policies.Add(new RowPolicy(audience, draft.Module, null));
        return this;
    }

    /// <summary>Rows for which the expression holds are visible to this audience. It may use the entity's own columns, its navigations inside the module, and the actor.</summary>
    public EntityBuilder<T> VisibleTo(Audience audience, Expression<Func<T, Actor, bool>> rows)
    {
        draft.Policies.Add(new RowPolicy(audience, draft.Module, rows));
        return this;
    }

    /// <summary>Rows are visible to these audiences as far as the row that the relation leads to is (to-many: at least one).</summary>
    public EntityBuilder<T> VisibleThrough(string field, params Audience[] audiences)
    {
        foreach (var audience in audiences) draft.Policies.Add(new RelationPolicy(audience, draft.Module, field));
        return this;
    }

    /// <summary>
    /// Whose personal data the row is: the key of a customer or member of staff. Without it, the row's own key. By it the row is exported and erased with the person, and merged with the customer.
    /// </summary>
    public EntityBuilder<T> DataSubject(Expression<Func<T, Guid?>> subject)
    {
        draft.DataSubject = subject;
        return this;
    }

    /// <summary>The personal fields tell of another person, too: whose the row is that a to-one relation leads to. They are exported and erased with that person, whose the row itself is not.</summary>
    public EntityBuilder<T> AlsoAbout(string field)
    {
        draft.AlsoAbout = field;
        return this;
    }

    /// <summary>When the person is erased, the rows go. Without it they stay, and lose their personal fields.</summary>
    public EntityBuilder<T> GoesWithPerson()
    {
        draft.PersonRows = PersonRows.Removed;
        return this;
    }

    /// <summary>When the person is erased, the rows lose their personal fields, stay as long as the law wants them kept, and go then.</summary>
    /// <param name="from">The day from which that time counts.</param>
    public EntityBuilder<T> Retained(Expression<Func<T, DateOnly>> from)
    {
        draft.PersonRows = new RetainedRows(from);
        return this;
    }

    /// <summary>When the person is erased, the rows stay and go with the row that a relation leads to, which is of a type that is <see cref="Retained"/>.</summary>
    public EntityBuilder<T> RetainedWith(string field)
    {
        draft.PersonRows = new RetainedWithRows(field);
        return this;
    }

    /// <summary>For rows without a global id, such as a view's: the property that is unique among the rows of one parent. Such a type has no root fields.</summary>
    public EntityBuilder<T> Key<TKey>(Expression<Func<T, TKey>> property)
    {
        (draft.Key, draft.IsNode) = (EntityDraft.PropertyOf(property).Name, false);
        return this;
    }
}

/// <summary>Further settings of a field.</summary>
public sealed class FieldBuilder
{
    private readonly FieldDraft draft;

    internal FieldBuilder(FieldDraft draft) => this.draft = draft;

    /// <summary>Only these audiences may select, filter or order by it; for others it is an error before execution.</summary>
    public FieldBuilder OnlyFor(params Audience[] audiences)
    {
        draft.Audiences = AudienceSets.Of(audiences);
        return this;
    }

    /// <summary>The rows of this to-many relation are also in a merged list of the type; of one type there can be one relation.</summary>
    /// <param name="list">The field that <see cref="EntityBuilder{T}.Merged"/> declares.</param>
    /// <param name="by">Field of the other type that places its rows: a DateTime that is never null.</param>
    public FieldBuilder MergedInto(string list, string by)
    {
        draft.MergedInto.Add((list, by));
        return this;
    }

    /// <summary>What a resolved field weighs in an operation's cost, for each row; 1 where nothing is said. More for what takes long.</summary>
    public FieldBuilder Weighs(double weight)
    {
        draft.Weight = weight;
        return this;
    }

    /// <summary>
    /// The mean of this field counts each value by another field of the row, as a rate has to by what it is a rate of: the mean of "complaints for each unit" by the units is all complaints for each of all units.
    /// </summary>
    /// <param name="field">Name of a count or a sum of the same type.</param>
    public FieldBuilder MeanBy(string field)
    {
        draft.MeanBy = field;
        return this;
    }

    /// <summary>Personal data: audit keeps old and new values encrypted, and erasure destroys the key and empties the column.</summary>
    public FieldBuilder Personal()
    {
        draft.Personal = true;
        return this;
    }

    /// <summary>Text that people search in: an index makes <c>search</c>, <c>contains</c> and <c>containsIgnoreCase</c> fast. For a string property only.</summary>
    public FieldBuilder Searchable()
    {
        draft.Searchable = true;
        return this;
    }
}

/// <summary>Fields that a module adds to another module's type.</summary>
public sealed class ExtensionBuilder
{
    private readonly EntityDraft draft;

    internal ExtensionBuilder(EntityDraft draft) => this.draft = draft;

    /// <summary>A connection to this module's rows whose foreign key is the other type's key.</summary>
    public FieldBuilder Many<TOther>(
        string name, Expression<Func<TOther, Guid?>> foreignKey, string description, Expression<Func<TOther, bool>>? where = null) where TOther : class =>
        draft.AddToMany<TOther>(name, foreignKey, description, where);

    /// <summary>A value from the other type's global key: keys of a whole level in, values of the same length and order out.</summary>
    public FieldBuilder Resolve<TValue>(
        string name, Func<IReadOnlyList<Guid>, CancellationToken, ValueTask<IReadOnlyList<TValue>>> resolve, string description) =>
        draft.AddResolved(name, null, typeof(Guid), typeof(TValue),
            async (keys, cancel) => [.. (await resolve([.. keys.Cast<Guid>()], cancel)).Cast<object?>()], description);

    /// <summary>Rows of the other type become visible to these audiences through a relation that this module contributed.</summary>
    public ExtensionBuilder VisibleThrough(string field, params Audience[] audiences)
    {
        foreach (var audience in audiences) draft.Policies.Add(new RelationPolicy(audience, draft.Module, field));
        return this;
    }
}
