using PropertyGraph.Access;

namespace PropertyGraph.Contracts;

/// <summary>
/// Who works for the company now, asked inside another module's transaction: what is given to somebody then is there before he or she leaves, or not at all. The module organization provides it.
/// </summary>
public interface IEmployment
{
    /// <summary>Where somebody works, and as what; held until the transaction ends. Null where he or she does not work here now.</summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<Employed?> HoldAsync(Guid staff, CancellationToken cancel);

    /// <summary>Whether a firm works for the company, which holds until the transaction ends.</summary>
    /// <param name="partner">Key of the partner.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<bool> HoldPartnerAsync(Guid partner, CancellationToken cancel);

    /// <summary>The firm that somebody works for, which holds until the transaction ends. Null where the person does not work for it now, or the firm not for the company.</summary>
    /// <param name="person">Key of the partner's person.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<Guid?> HoldPartnerPersonAsync(Guid person, CancellationToken cancel);

    /// <summary>
    /// Who takes over from somebody who has left: who holds the department's highest customer-service role or leads it, or the nearest department above, else the highest position of the
    /// company. There always is somebody, because the last administrator stays; null where nobody left.
    /// </summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<Guid?> SuccessorAsync(Guid staff, CancellationToken cancel);
}

/// <summary>Where somebody works, and as what.</summary>
/// <param name="Department">Key of the department.</param>
/// <param name="Position">What he or she is employed as.</param>
public sealed record Employed(Guid Department, Position Position);
