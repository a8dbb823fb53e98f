using System.IO.Hashing;
using System.Text;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Starting;

/// <summary>Which shard decides whether a name is taken.</summary>
/// <param name="Shards">How many there are.</param>
internal readonly record struct NamePlacement(int Shards)
{
    /// <summary>Whether an execution may be one of theirs: a token may tell of a store with more shards.</summary>
    public bool Has(ExecutionId execution) => execution.Shard < Shards;

    /// <remarks>Not stored, so it may change: the number that an execution or schedule gets names its shard.</remarks>
    /// <param name="name">Of an execution or a schedule.</param>
    public int ShardOf(AccountId account, string flowName, string name)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{account}\n{flowName}\n{name}"));
        return (int)(hash % (ulong)Shards);
    }
}
