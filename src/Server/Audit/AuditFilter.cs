namespace Sluice.Server.Audit;

/// <summary>Which records are wanted; what is null does not count.</summary>
public sealed record AuditFilter
{
    public const string Failure = "Failure";

    public DateTimeOffset? From { get; init; }

    /// <summary>Itself not included.</summary>
    public DateTimeOffset? To { get; init; }

    public string? Account { get; init; }

    /// <summary>A whole resource name, or what stands behind its last colon, such as <c>user/ada</c>.</summary>
    public string? Caller { get; init; }

    public string? AccessKeyId { get; init; }

    public string? Action { get; init; }

    /// <summary><c>Success</c>, <c>Failure</c>, or the code of an error.</summary>
    public string? Outcome { get; init; }

    internal bool Matches(AuditRecord record) =>
        !(record.Time < From)
        && !(record.Time >= To)
        && (Account is null || record.Account == Account)
        && (Caller is null || record.Caller == Caller || record.Caller.EndsWith(":" + Caller, StringComparison.Ordinal))
        && (AccessKeyId is null || record.AccessKeyId == AccessKeyId)
        && (Action is null || record.Action == Action)
        && HasOutcome(record);

    private bool HasOutcome(AuditRecord record) => Outcome switch
    {
        null => true,
        Failure => record.Outcome != AuditRecord.Success,
        _ => record.Outcome == Outcome,
    };
}
