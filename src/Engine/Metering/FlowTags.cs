using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>The tags of a flow's numbers, made once: numbers come with every execution.</summary>
internal sealed class FlowTags
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly KeyValuePair<string, object?>[][] _ended;

    public FlowTags(AccountId account, string flow)
    {
        _tags = [new("sluice.account", account.Value), new("sluice.flow", flow)];
        _ended = Array.ConvertAll(
            Enum.GetValues<ExecutionStatus>(),
            status => (KeyValuePair<string, object?>[])[.. _tags, new("sluice.status", status.ToString())]);
    }

    /// <summary>Account and flow.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> All => _tags;

    /// <summary>And the status that an execution has ended with.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Of(ExecutionStatus status) => _ended[(int)status];
}
