namespace Sluice.Server.Health;

/// <summary>Something that a server needs to take calls.</summary>
/// <param name="Reason">Why it has not got it; null while it has.</param>
internal readonly record struct ReadyCheck(string Name, string? Reason)
{
    public bool IsMet => Reason is null;
}
