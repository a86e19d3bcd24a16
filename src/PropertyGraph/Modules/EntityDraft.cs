using System.Linq.Expressions;
using System.Reflection;
using PropertyGraph.Schema;

namespace PropertyGraph.Modules;

/// <summary>What a builder has collected about one entity, or about one module's extension of another's, until the model is composed.</summary>
internal sealed class EntityDraft(string module, string name, Type? clrType, Type? dbType)
{
    public string Module { get; } = module;
    public string Name { get; } = name;
    public Type? ClrType { get; } = clrType;
    public Type? DbType { get; } = dbType;
    public string Description { get; set; } = "";
    public string? One { get; set; }
    public string? Many { get; set; }
    public string Key { get; set; } = "Id";
    public bool IsNode { get; set; } = true;
    public List<string> Lookups { get; } = [];
    public List<(string Field, bool Descending)> DefaultOrder { get; } = [];
    public List<FieldDraft> Fields { get; } = [];
    public List<Policy> Policies { get; } = [];
    public LambdaExpression? DataSubject { get; set; }
    public LambdaExpression? InUse { get; set; }
    public string? AlsoAbout { get; set; }
    public PersonRows PersonRows { get; set; } = PersonRows.Stripped;

    public static PropertyInfo PropertyOf(LambdaExpression expression) =>
        ColumnOf(expression) ?? throw new ArgumentException($"{expression} is not a property; give computed fields a name.");

    /// <summary>The property that the expression reads, conversions aside, or null when it computes.</summary>
    public static PropertyInfo? ColumnOf(LambdaExpression expression)
    {
        var body = expression.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert) body = convert.Operand;
        return body is MemberExpression { Member: PropertyInfo property } member && member.Expression == expression.Parameters[0] ? property : null;
    }

    private static string SourceColumn(string name, LambdaExpression expression) => Names.Snake(ColumnOf(expression)?.Name ?? name);

    private FieldBuilder Add(FieldDraft field)
    {
        Fields.Add(field);
        return new FieldBuilder(field);
    }

    public FieldBuilder AddScalar(string name, LambdaExpression expression, string description)
    {
        var property = ColumnOf(expression);
        var type = TypeOf(name, expression, property);
        return Add(new(name, (audiences, personal) =>
            new ScalarField(name, description, Module, audiences, SourceColumn(name, expression), type, expression, personal)));
    }

    /// <exception cref="StartupException">The field is to be searchable and is no column of text, so that there is nothing to index.</exception>
    public Field Build(FieldDraft draft)
    {
        var field = draft.Searchable ? Searchable(draft.Build()) : draft.Build();
        if (draft.MeanBy is { } number) field = MeanBy(field, number);
        return draft.Weight is { } weight ? Weighted(field, weight) : field;
    }

    private ScalarField MeanBy(Field field, string number) =>
        field is ScalarField { Type: { Kind: ScalarKind.Float or ScalarKind.Decimal, IsList: false } } scalar
            && Fields.Find(f => f.Name == number)?.Build() is ScalarField { Type: { Kind: ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal, IsList: false } } weight
            ? scalar with { WeightColumn = weight.Column }
            : throw new StartupException($"Module '{Module}' weights the mean of {Name}.{field.Name} by '{number}'; both have to be numbers of {Name}, a fraction by a count or a sum.");

    private ResolvedField Weighted(Field field, double weight) =>
        field is ResolvedField resolved && double.IsFinite(weight) && weight >= 0
            ? resolved with { Weight = weight }
            : throw new StartupException($"Module '{Module}' gives {Name}.{field.Name} the weight {Schema.CostWeights.Text(weight)}; only resolved fields have weights of their own, of zero or more.");

    private ScalarField Searchable(Field field) =>
        field is ScalarField { Type: { Kind: ScalarKind.String, IsList: false } } scalar && ColumnOf(scalar.Expression) is not null
            ? scalar with { IsSearchable = true }
            : throw new StartupException($"Module '{Module}' makes {Name}.{field.Name} searchable, which is no column of text; call Searchable() on a field of a string property.");

    public FieldBuilder AddToOne(string name, string target, LambdaExpression foreignKey, string description) =>
        Add(new(name, (audiences, _) =>
            new ToOneField(name, description, Module, audiences, target, SourceColumn(name + "Id", foreignKey), foreignKey)));

    public FieldBuilder AddToMany<TOther>(string name, LambdaExpression foreignKey, string description, LambdaExpression? where) =>
        Add(new(name, (audiences, _) =>
            new ToManyField(name, description, Module, audiences, typeof(TOther).Name, SourceColumn(name + "Id", foreignKey), foreignKey,
                where is null ? null : new(Names.Snake($"in{Name}{Names.Pascal(name)}"), where))));

    public FieldBuilder AddMerged(string name, string description) =>
        Add(new(name, (audiences, _) => new MergedField(name, description, Module, audiences, MergedLists.Of(Name, name))));

    public FieldBuilder AddResolved(string name, LambdaExpression? key, Type keyType, Type valueType, BatchResolver resolve, string description)
    {
        var type = ResolvedReflection.Of(valueType, true, $"Module '{Module}' defines {Name}.{name}");
        return Add(new(name, (audiences, _) =>
        {
            var expression = key ?? Expression.Lambda(Expression.Constant(Guid.Empty));
            return new ResolvedField(name, description, Module, audiences,
                key is null ? Names.Snake(Key) : SourceColumn(name + "Key", key), expression,
                Schema.ValueType.Of(keyType, true), type, resolve);
        }));
    }

    public FieldBuilder AddFile(string name, LambdaExpression file, LambdaExpression mediaType, LambdaExpression fileName, string description)
    {
        var row = file.Parameters[0];
        var text = Expression.Call(Body(file, row), nameof(Guid.ToString), null);
        var reference = Expression.Lambda(Text(Text(text, Body(mediaType, row)), Body(fileName, row)), row);
        return Add(new(name, (audiences, _) => new ResolvedField(
            name, description, Module, audiences, Names.Snake(name + "File"), reference, new(ScalarKind.String, true), new ResolvedScalar(new(ScalarKind.String, true)),
            (_, _) => throw new NotSupportedException("The kernel makes the addresses of files."))
        { IsFile = true, FileProperty = ColumnOf(file)?.Name, FileNameProperty = ColumnOf(fileName)?.Name }));

        static Expression Body(LambdaExpression lambda, ParameterExpression row) => ParameterReplacement.In(lambda, row);
        // What the compiler makes of a + "/" + b.
        static Expression Text(Expression left, Expression right) => Plus(Plus(left, Expression.Constant("/")), right);
        static Expression Plus(Expression left, Expression right) => Expression.Add(left, right, typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)]));
    }

    private Schema.ValueType TypeOf(string name, LambdaExpression expression, PropertyInfo? property)
    {
        try
        {
            return Schema.ValueType.Of(expression.ReturnType, property is not null && IsNullableReference(property));
        }
        catch (NotSupportedException error)
        {
            throw new StartupException($"Module '{Module}' defines {Name}.{name}: {error.Message.TrimEnd('.')}; leave the field out, or compute a value that has one.", error);
        }
    }

    private static bool IsNullableReference(PropertyInfo property) =>
        !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}

/// <summary>A lambda's body over another parameter.</summary>
internal sealed class ParameterReplacement(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
{
    public static Expression In(LambdaExpression lambda, ParameterExpression row) => new ParameterReplacement(lambda.Parameters[0], row).Visit(lambda.Body);

    protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
}

/// <summary>A field until the model is composed.</summary>
internal sealed class FieldDraft(string name, Func<AudienceSet, bool, Field> build)
{
    public string Name { get; } = name;
    public AudienceSet Audiences { get; set; } = AudienceSet.All;
    public bool Personal { get; set; }
    public bool Searchable { get; set; }
    public double? Weight { get; set; }
    public string? MeanBy { get; set; }
    public List<(string List, string Place)> MergedInto { get; } = [];
    public Field Build() => build(Audiences, Personal);
}
