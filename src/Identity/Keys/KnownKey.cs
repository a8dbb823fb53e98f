using Sluice.Identity.Callers;

namespace Sluice.Identity.Keys;

/// <summary>A key, and who holds it.</summary>
/// <param name="Expires">Null for a key that does not.</param>
public sealed record KnownKey(string Secret, Caller Caller, DateTimeOffset? Expires = null)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => Caller.AccessKeyId;
}
