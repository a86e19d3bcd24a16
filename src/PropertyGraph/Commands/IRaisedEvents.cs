using PropertyGraph.Events;

namespace PropertyGraph.Commands;

/// <summary>
/// Takes the events of a module that does something inside another module's transaction, where it has no outcome of its own to give them with. See <see cref="Modules.ModuleBuilder.Provide{TContract, TProvider}"/>.
/// </summary>
public interface IRaisedEvents
{
    /// <summary>Writes the event with the transaction; if that is rolled back, the event never was.</summary>
    void Add(IEvent e);
}
