using Sluice.Model.Names;

namespace Sluice.Engine;

/// <summary>For how long executions are kept once they have ended: they leave by whichever they come to first.</summary>
/// <param name="Age">Since their end; null for ever.</param>
/// <param name="Count">So many of a flow, those that ended last; null for any number.</param>
public sealed record RetentionRule(TimeSpan? Age, long? Count)
{
    /// <summary>Nothing leaves by it.</summary>
    public bool KeepsAll => Age is null && Count is null;
}

/// <summary>What is kept of one flow, in place of what is kept of others.</summary>
/// <param name="Flow">The flow's name; there need not be one yet.</param>
public sealed record FlowRetention(AccountId Account, string Flow, RetentionRule Rule);
