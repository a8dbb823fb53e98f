namespace Sluice.Server.Audit;

/// <summary>What is recorded of calls, and how much of it is kept.</summary>
public sealed record AuditOptions
{
    /// <summary>Where the files are.</summary>
    public required string Directory { get; init; }

    public AuditedCalls Calls { get; init; } = AuditedCalls.All;

    /// <summary>All files together; beyond it the oldest lines go of the accounts that have most. 1 MiB or more; 256 MiB.</summary>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>Files of days that are further back go. 365.</summary>
    public int MostDays { get; init; } = 365;

    /// <summary>Refused calls of one account that are recorded one by one, in the long run. 10.</summary>
    public int RefusedPerSecond { get; init; } = 10;
}

public enum AuditedCalls
{
    All,

    /// <summary>Those of operations that change something, and all that were denied.</summary>
    Writes,

    None,
}
