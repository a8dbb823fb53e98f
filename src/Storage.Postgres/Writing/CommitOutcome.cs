using System.Globalization;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>How commits that went together ended.</summary>
/// <param name="Fenced">Epochs that are outdated; then nothing was written.</param>
internal readonly record struct CommitOutcome(bool IsKnown, IReadOnlyList<ShardEpoch> Fenced)
{
    public static CommitOutcome Durable { get; } = new(IsKnown: true, []);

    public static CommitOutcome Unknown { get; } = new(IsKnown: false, []);

    /// <param name="text">As <c>hold_shards</c> writes it: <c>shard:epoch,shard:epoch</c>.</param>
    public static CommitOutcome FencedFor(string text) => new(IsKnown: true, [.. text.Split(',').Select(Parse)]);

    private static ShardEpoch Parse(string pair)
    {
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return new(
            int.Parse(pair.AsSpan(0, colon), CultureInfo.InvariantCulture),
            long.Parse(pair.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
