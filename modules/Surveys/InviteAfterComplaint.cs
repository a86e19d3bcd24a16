using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Surveys;

/// <summary>
/// A closed complaint leads to an invitation, once for each closing. It waits without a token: the surveyor who is chosen for it, or another one who is independent
/// of the complaint, sends it, so that the token appears nowhere but in that answer.
/// </summary>
internal static class InviteAfterComplaint
{
    public static async Task<Reaction> Handle(ComplaintClosed closed, SurveysDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var complaint = await FollowComplaint.FindOrAddAsync(closed.Complaint, db, cancel);
        complaint.Involve(closed.Chain);
        complaint.Close(await CustomerNow.OfAsync(closed.Customer, graph, cancel), closed.Property, closed.Department);
        if (complaint.CustomerId is null) return Reaction.None;

        var survey = await db.Surveys
            .Where(s => s.Kind == SurveyKind.AfterComplaint && s.Status == SurveyStatus.Published)
            .OrderByDescending(s => s.PublishedAt)
            .FirstOrDefaultAsync(cancel);
        if (survey is null) return Reaction.None;

        var sender = await LeastBusySurveyorAsync(complaint, db, graph, cancel);
        var invitation = new Invitation(
            survey, complaint.CustomerId, complaint.PropertyId, complaint.DepartmentId, complaint.Id, complaint.Closings, sender, time.GetUtcNow());
        db.Add(invitation);
        return Reaction.Of(new InvitationPrepared(invitation.Id, survey.Id, complaint.Id));
    }

    /// <summary>Null where every surveyor had a part in the complaint: then whoever else is independent of it can send the invitation.</summary>
    private static async Task<Guid?> LeastBusySurveyorAsync(HandledComplaint complaint, SurveysDb db, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync(
            "{ staff(first: 100, where: { position: { eq: SURVEYOR }, active: { eq: true } }) { nodes { id } } }", null, cancel);
        var surveyors = data.GetProperty("staff").GetProperty("nodes").EnumerateArray()
            .Select(s => graph.Key("Staff", s.GetProperty("id").GetString()!))
            .Where(id => !complaint.Involves(id))
            .ToList();
        var waiting = await db.Invitations
            .Where(i => i.SentAt == null && i.ExpiresAt == null && i.SentById != null)
            .GroupBy(i => i.SentById!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return surveyors.Count == 0 ? null : surveyors.MinBy(id => (waiting.GetValueOrDefault(id), id));
    }
}

/// <summary>Keeps who works on a complaint, so that they are known before it is closed.</summary>
internal static class FollowComplaint
{
    public static async Task<Reaction> Handle(ComplaintAssigned assigned, SurveysDb db, CancellationToken cancel)
    {
        var complaint = await FindOrAddAsync(assigned.Complaint, db, cancel);
        complaint.Involve(assigned.Accountable);
        return Reaction.None;
    }

    public static async Task<HandledComplaint> FindOrAddAsync(Guid id, SurveysDb db, CancellationToken cancel)
    {
        var complaint = await db.HandledComplaints.Include(c => c.Chain).SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (complaint is null) db.Add(complaint = new HandledComplaint(id));
        return complaint;
    }
}

[EventOf("Invitation", "PREPARED", "A complaint was closed, and its customer is to be asked.", StaffOnly = true)]
internal sealed record InvitationPrepared(Guid Invitation, Guid Survey, Guid Complaint) : IEvent
{
    public Guid Subject => Invitation;
}
