using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>One call for many complaints, and what came of each.</summary>
internal sealed class BulkRun
{
    private BulkRun() { }

    public BulkRun(string mutation, Guid? byId, DateTimeOffset at) => (Mutation, ById, At) = (mutation, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Mutation { get; private set; } = "";
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public int Succeeded { get; private set; }
    public int Failed { get; private set; }
    public List<BulkItem> Items { get; private set; } = [];

    public void Report(Guid? complaint, string? code, string? message)
    {
        Items.Add(new BulkItem(this, Items.Count, complaint, code, message));
        if (code is null) Succeeded++;
        else Failed++;
    }

    internal static void Describe(EntityBuilder<BulkRun> run)
    {
        run.Is("One call for many complaints, and what came of each.", "bulkRun", "bulkRuns")
            .OrderedBy(r => r.At, descending: true);
        run.Field(r => r.Mutation, "Name of the mutation for one complaint that was run for each.");
        run.Field(r => r.At, "When.");
        run.Field(r => r.Succeeded, "For how many it was done.");
        run.Field(r => r.Failed, "For how many it was not; nothing was changed in them.");
        run.One("by", "Staff", r => r.ById, "Who called it; null where the platform did.");
        run.Many<BulkItem>("items", i => i.RunId, "What came of each, in the order of the call.");
        run.VisibleTo(Audience.Staff);
    }
}

internal sealed class BulkItem
{
    private BulkItem() { }

    public BulkItem(BulkRun run, int position, Guid? complaintId, string? code, string? message) =>
        (RunId, Position, ComplaintId, Code, Message) = (run.Id, position, complaintId, code, message);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid RunId { get; private set; }
    public int Position { get; private set; }
    public Guid? ComplaintId { get; private set; }
    public string? Code { get; private set; }
    public string? Message { get; private set; }

    internal static void Describe(EntityBuilder<BulkItem> item)
    {
        item.Is("What came of one complaint of a bulk call.", null, null)
            .OrderedBy(i => i.Position);
        item.Field(i => i.Position, "Place in the call's list, from 0.");
        item.Field("succeeded", i => i.Code == null, "Whether it was done.");
        item.Field(i => i.Code, "Code of the fault, as the mutation for one complaint gives it; null where it was done.");
        item.Field(i => i.Message, "What was wrong and what to do; null where it was done.");
        item.One("run", "BulkRun", i => i.RunId, "The call.");
        item.One("complaint", "Complaint", i => i.ComplaintId, "The complaint; null where there is none that the caller may see.");
        item.VisibleTo(Audience.Staff);
    }
}
