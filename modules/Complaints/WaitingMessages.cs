using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;

namespace PropertyGraph.Complaints;

/// <summary>Has messages that wait to be sent by a contact that goes take the next one with consent; those that were sent keep how, and no address.</summary>
internal sealed class WaitingMessages(ComplaintsDb db, IGraph graph, TimeProvider time, IRaisedEvents events) : IContactUser
{
    public async Task LetGoAsync(Guid customer, Guid contact, CancellationToken cancel)
    {
        var updates = await db.CustomerUpdates.Where(u => u.ContactId == contact).OrderBy(u => u.Id).ToListAsync(cancel);
        var next = updates.Exists(u => u.Status == UpdateStatus.Ready) ? (await Post.CustomersAsync([customer], graph, cancel, except: contact)).GetValueOrDefault(customer).Contact : null;
        foreach (var update in updates)
        {
            if (update.Status != UpdateStatus.Ready) update.LoseContact();
            else if (next is var (key, channel))
            {
                update.SendBy(channel, key);
                events.Add(new CustomerUpdateReady(update.Id, customer, key, channel));
            }
            else update.HasNoWay(time.GetUtcNow());
        }
        // A foreign key leads to the contact, which is deleted before all else is saved.
        await db.SaveChangesAsync(cancel);
    }
}
