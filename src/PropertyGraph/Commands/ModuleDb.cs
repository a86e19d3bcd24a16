using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>
/// Base of a module's DbContext. Tables live in the PostgreSQL schema named after the module; names are snake_case; enums are stored as
/// SCREAMING_SNAKE text; text orders by one ICU collation. Inside a command it belongs to that command's transaction and actor.
/// </summary>
public abstract class ModuleDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<(string Kind, Guid Key, DateTimeOffset? Due)> timers = [];
    private Dictionary<string, object?> seen = [];

    /// <summary>The row with this key, if there is one that the actor may see; tracked, by the same row policies as reads.</summary>
    public Task<T?> FindVisibleAsync<T>(Guid id, CancellationToken cancel) where T : class => Scope.FindVisibleAsync<T>(this, id, cancel);

    /// <summary>Has a timer fire at <paramref name="due"/>, in its own transaction; the same kind and key again replaces it.</summary>
    public void Schedule(string kind, Guid key, DateTimeOffset due) => timers.Add((kind, key, due));

    /// <summary>Takes a timer back.</summary>
    public void Unschedule(string kind, Guid key) => timers.Add((kind, key, null));

    /// <summary>
    /// What a value was when the call first came to read it. A call whose transaction collided with another is run again, on what that one left behind: where the value differs
    /// then, somebody else was faster.
    /// </summary>
    /// <param name="about">Name of the value, for this call.</param>
    public T FirstSeen<T>(string about, T value)
    {
        if (seen.TryGetValue(about, out var first)) return (T)first!;
        seen.Add(about, value);
        return value;
    }

    internal IReadOnlyList<(string Kind, Guid Key, DateTimeOffset? Due)> Timers => timers;

    /// <summary>Who acts, and the row policies, of the transaction that the context is in.</summary>
    internal IVisibility Scope { get; private set; } = NoVisibility.Instance;

    /// <summary>Where changed rows wait for the transaction's last statements; null while they are saved at once.</summary>
    internal LastRows? Last { get; set; }

    /// <summary>The transaction's connection; null outside of one.</summary>
    internal WriteConnection? Connection { get; private set; }

    /// <summary>Gives a context, which may have been used before, to a transaction.</summary>
    /// <param name="connection">The transaction's, which need not have begun.</param>
    /// <param name="scope">Who acts, and the row policies.</param>
    /// <param name="seen">What the call saw when it was run first, kept from one run to the next.</param>
    internal void Begin(WriteConnection connection, IVisibility scope, Dictionary<string, object?> seen)
    {
        Connection = connection;
        Database.SetDbConnection(connection.Unbegun, contextOwnsConnection: false);
        // The transaction is none that EF would begin, end, or go back in: what fails ends the whole of it.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        Database.AutoSavepointsEnabled = false;
        this.seen = seen;
        Scope = scope;
    }

    /// <summary>Takes it back: the next to have it may be in no transaction.</summary>
    internal void End()
    {
        timers.Clear();
        (Connection, Last, Scope) = (null, null, NoVisibility.Instance);
    }

    /// <summary>PostgreSQL schema: the class's name without <c>Db</c>, which is the module's name.</summary>
    public string Schema => SchemaOf(GetType());

    internal static string SchemaOf(Type db) => Names.Snake(db.Name.EndsWith("Db", StringComparison.Ordinal) ? db.Name[..^2] : db.Name);

    /// <summary>The module's own mapping: keys, relations inside the module, indexes, lengths.</summary>
    protected abstract void Map(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(Schema);
        Map(model);
        ModelConventions.StoreEnumsAsText(model);
        foreach (var key in model.Model.GetEntityTypes().SelectMany(e => e.FindPrimaryKey()?.Properties ?? []).Where(p => p.ClrType == typeof(Guid)))
            key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) => ModelConventions.Apply(conventions);

    internal interface IVisibility
    {
        Task<T?> FindVisibleAsync<T>(ModuleDb db, Guid id, CancellationToken cancel) where T : class;
    }

    private sealed class NoVisibility : IVisibility
    {
        public static NoVisibility Instance { get; } = new();
        public Task<T?> FindVisibleAsync<T>(ModuleDb db, Guid id, CancellationToken cancel) where T : class =>
            throw new InvalidOperationException("FindVisibleAsync works inside a command, handler or timer only.");
    }
}

/// <summary>Lets <c>dotnet ef migrations</c> build a module's model; never used at run time.</summary>
public abstract class ModuleDbFactory<TDb> : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<TDb> where TDb : ModuleDb
{
    public TDb CreateDbContext(string[] args) =>
        (TDb)Activator.CreateInstance(typeof(TDb), ModuleDbOptions.For<TDb>(builder => builder.UseNpgsql("Host=design-time", ModuleDbOptions.Migrations<TDb>())))!;
}

/// <summary>How every module's context is set up.</summary>
public static class ModuleDbOptions
{
    /// <summary>Options with the kernel's conventions; <paramref name="connect"/> says where the rows are.</summary>
    public static DbContextOptions<TDb> For<TDb>(Action<DbContextOptionsBuilder<TDb>> connect) where TDb : ModuleDb
    {
        var builder = new DbContextOptionsBuilder<TDb>();
        connect(builder);
        builder.UseSnakeCaseNamingConvention().ReplaceService<IModificationCommandBatchFactory, ChangedRowsFactory>().AddInterceptors(BeginsBeforeStatements.Instance);
        return builder.Options;
    }

    internal static Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> Migrations<TDb>() where TDb : ModuleDb =>
        npgsql => npgsql.MigrationsHistoryTable("__migrations", ModuleDb.SchemaOf(typeof(TDb)));
}
