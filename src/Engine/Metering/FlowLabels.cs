using System.Collections.Concurrent;
using System.Diagnostics;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>By what numbers of a flow are told apart. The first so many flows have their own, all others share one.</summary>
internal sealed class FlowLabels(int most)
{
    public const string Account = "sluice.account";
    public const string Flow = "sluice.flow";

    /// <summary>No flow can have this name.</summary>
    public const string Other = "(other)";

    private readonly ConcurrentDictionary<(AccountId Account, string Flow), bool> _known = new();

    public TagList Of(AccountId account, string flow) => IsKnown((account, flow))
        ? new TagList { { Account, account.Value }, { Flow, flow } }
        : new TagList { { Account, Other }, { Flow, Other } };

    /// <remarks>Two at once may make it one more than there should be, which hurts nobody.</remarks>
    private bool IsKnown((AccountId Account, string Flow) flow) =>
        _known.ContainsKey(flow) || (_known.Count < most && (_known.TryAdd(flow, true) || true));
}
