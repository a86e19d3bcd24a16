using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A cause as it is to stand in the tree.")]
internal sealed record SetCause(
    [Describes("Short name without blanks, such as SEAL_PERISHED: of the cause that is to change, or of another that is to be added.")] string Code,
    [Describes("Name in English.")] string Name,
    [Describes("Name in simplified Chinese; left out for none.")] string? NameZh = null,
    [Describes("The wider cause; left out for the top."), IdOf("Cause")] Guid? Parent = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Adds a cause to the tree, or changes its names and its place. Complaints keep their causes.")]
    public static async Task<Outcome<Cause>> Handle(SetCause input, ComplaintsDb db, CancellationToken cancel)
    {
        // The whole tree: it is small, and a cause may move under any other.
        var all = await db.Causes.ToDictionaryAsync(c => c.Id, cancel);
        var parent = input.Parent is { } key ? all.GetValueOrDefault(key) : null;
        var checks = Cause.Check(input.Code, input.Name, input.NameZh);
        if (input.Parent is not null && parent is null) checks.Add(new NotFound("There is no such cause; query causes for those that exist.", ["parent"]));
        if (checks.Failed) return Outcome<Cause>.Failed(checks.Faults);

        var cause = all.Values.FirstOrDefault(c => c.Code == input.Code.Trim());
        if (cause is null) db.Add(cause = new Cause(input.Code, input.Name, input.NameZh));
        else cause.Rename(input.Name, input.NameZh);
        if (!cause.PlaceUnder(parent, all)) return new ValidationError($"{parent!.Code} is {cause.Code} itself or stands under it.", ["parent"]);
        return Outcome<Cause>.Of(cause.Id, new CauseSet(cause.Id, cause.ParentId));
    }
}

[EventOf("Cause", "SET", "The cause was added or changed.", StaffOnly = true)]
internal sealed record CauseSet(Guid Cause, Guid? Parent) : IEvent
{
    public Guid Subject => Cause;
}
