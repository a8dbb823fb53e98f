namespace Sluice.Identity.Logins;

/// <summary>How long a browser stays logged in.</summary>
public sealed record LoginOptions
{
    /// <summary>After this time without a call a session has ended. 30 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After this time it has ended, whatever is called. 12 hours.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);
}
