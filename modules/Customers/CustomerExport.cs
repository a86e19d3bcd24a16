using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A file with all that is kept about a customer, as far as whoever asked for it may see.</summary>
internal sealed class CustomerExport
{
    private CustomerExport() { }

    public CustomerExport(Customer customer, WrittenFile file, Guid? byId, DateTimeOffset at, DateTimeOffset expiresAt)
    {
        (CustomerId, ById, At, ExpiresAt) = (customer.Id, byId, at, expiresAt);
        (FileId, MediaType, ByteSize, Sha256, Name) = (file.Id, file.MediaType, file.Bytes, file.Sha256, $"customer-{at:yyyy-MM-dd}.zip");
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    /// <summary>The member of staff who asked for it; null where the customer did.</summary>
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public Guid FileId { get; private set; }
    public string MediaType { get; private set; } = "";
    public long ByteSize { get; private set; }
    public string Sha256 { get; private set; } = "";
    public string Name { get; private set; } = "";

    internal static void Describe(EntityBuilder<CustomerExport> export)
    {
        export.Is("A file with all that is kept about a customer, as far as whoever asked for it may see; nobody else can get it.", null, null)
            .OrderedBy(e => e.At, descending: true)
            .DataSubject(e => e.CustomerId)
            .GoesWithPerson();
        export.Field(e => e.At, "When it was made.");
        export.Field(e => e.ExpiresAt, "When it is removed.");
        export.Field(e => e.ByteSize, "Size of the file in bytes.");
        export.Field(e => e.Sha256, "SHA-256 of the file, in lower-case hexadecimal digits.");
        export.Field(e => e.Name, "Name of the file.");
        export.Download("url", e => e.FileId, e => e.MediaType, e => e.Name, "Path on this server from which the file can be downloaded, by anybody who has it and without a token, for five minutes unless configured otherwise.");
        export.One("customer", "Customer", e => e.CustomerId, "Whose data it has.");
        export.One("by", "Staff", e => e.ById, "Who asked for it; null where the customer did.");
        export.VisibleTo(Audience.Staff, (e, actor) => e.ById == actor.StaffId);
        export.VisibleTo(Audience.Customer, (e, actor) => e.CustomerId == actor.CustomerId && e.ById == null);
    }
}
