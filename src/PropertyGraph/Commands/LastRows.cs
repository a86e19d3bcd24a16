using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Update.Internal;
using PropertyGraph.Sql;

namespace PropertyGraph.Commands;

/// <summary>
/// Changed rows that go with a transaction's last statements and take no round trip of their own. Nobody looks at how many rows a statement changed: the transaction read each row in its own snapshot, so that
/// PostgreSQL itself refuses a row which others changed or removed.
/// </summary>
internal sealed class LastRows(WriteConnection connection)
{
    private static readonly NpgsqlCommand Maker = new();
    private readonly List<NpgsqlBatchCommand> commands = [];

    /// <summary>Whether a row's change needs no answer: the database computes nothing that has to be read back.</summary>
    public static bool Takes(IReadOnlyModificationCommand row) => row.StoreStoredProcedure is null && row.ColumnModifications.All(c => c.JsonPath is null && c.TypeMapping is not null && (!c.IsRead || IsWhatItIs(c)));

    /// <summary>A column's constant default, which the row has already.</summary>
    private static bool IsWhatItIs(IColumnModification column) => !column.IsWrite && column.Property is { } property && property.TryGetDefaultValue(out var value) && Equals(value, column.Value);

    public void Add(IReadOnlyModificationCommand row)
    {
        var sql = new StringBuilder(200);
        var command = new NpgsqlBatchCommand();
        var table = $"{new SqlName(row.Schema!).Delimited}.{new SqlName(row.TableName).Delimited}";
        var written = row.ColumnModifications.Where(c => c.IsWrite).ToList();
        switch (row.EntityState)
        {
            case EntityState.Added when written.Count == 0:
                sql.Append("INSERT INTO ").Append(table).Append(" DEFAULT VALUES");
                break;
            case EntityState.Added:
                sql.Append("INSERT INTO ").Append(table).Append(" (").AppendJoin(", ", written.Select(c => new SqlName(c.ColumnName).Delimited)).Append(") VALUES (").AppendJoin(", ", written.Select(c => Slot(c, c.Value))).Append(')');
                break;
            case EntityState.Modified:
                sql.Append("UPDATE ").Append(table).Append(" SET ").AppendJoin(", ", written.Select(c => $"{new SqlName(c.ColumnName).Delimited} = {Slot(c, c.Value)}"));
                Where();
                break;
            default:
                sql.Append("DELETE FROM ").Append(table);
                Where();
                break;
        }
        command.CommandText = sql.ToString();
        commands.Add(command);

        void Where() => sql.Append(" WHERE ").AppendJoin(" AND ", row.ColumnModifications.Where(c => c.IsCondition).Select(c => $"{new SqlName(c.ColumnName).Delimited} = {Slot(c, c.OriginalValue)}"));

        string Slot(IColumnModification column, object? value)
        {
            command.Parameters.Add((NpgsqlParameter)column.TypeMapping!.CreateParameter(Maker, "", value, column.IsNullable));
            return $"${command.Parameters.Count}";
        }
    }

    public int Count => commands.Count;

    /// <summary>The statements, which the caller sends.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Take()
    {
        NpgsqlBatchCommand[] taken = [.. commands];
        commands.Clear();
        return taken;
    }

    /// <summary>Sends them now, for whoever reads what they change.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        if (commands.Count == 0) return;
        await using var batch = connection.Batch(Take());
        await batch.ExecuteNonQueryAsync(cancel);
    }
}

#pragma warning disable EF1001 // The provider's own batches, for rows that need an answer.

/// <summary>Has a context's changed rows go with the last statements of its transaction, once it says so by <see cref="ModuleDb.Last"/>. EF has put them in order.</summary>
internal sealed class ChangedRowsFactory(ModificationCommandBatchFactoryDependencies dependencies, IDbContextOptions options) : IModificationCommandBatchFactory
{
    private readonly NpgsqlModificationCommandBatchFactory own = new(dependencies, options);

    public ModificationCommandBatch Create() => dependencies.CurrentContext.Context is ModuleDb { Last: { } last } ? new ChangedRows(last, own) : own.Create();

    private sealed class ChangedRows(LastRows last, NpgsqlModificationCommandBatchFactory own) : ModificationCommandBatch
    {
        /// <summary>As many as the provider's own batches take.</summary>
        private const int Most = 1_000;
        private readonly List<IReadOnlyModificationCommand> rows = [];
        private bool moreFollow;

        public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => rows;
        public override bool RequiresTransaction => true;
        public override bool AreMoreBatchesExpected => moreFollow;

        public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
        {
            if (rows.Count == Most) return false;
            rows.Add(modificationCommand);
            return true;
        }

        public override void Complete(bool moreBatchesExpected) => moreFollow = moreBatchesExpected;

        public override async Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
        {
            if (rows.TrueForAll(LastRows.Takes))
            {
                rows.ForEach(last.Add);
                return;
            }
            await last.SendAsync(cancellationToken);
            var batch = own.Create();
            foreach (var row in rows)
                if (!batch.TryAddCommand(row)) throw new InvalidOperationException($"The provider's batches take fewer than {Most} rows.");
            batch.Complete(moreFollow);
            await batch.ExecuteAsync(connection, cancellationToken);
        }

        public override void Execute(IRelationalConnection connection) => throw new NotSupportedException("Changes are saved asynchronously.");
    }
}
