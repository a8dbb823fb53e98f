using Sluice.Interpreter;

namespace Sluice.Engine.Shards;

/// <summary>What a shard takes up again when it is given for the first time; after that nobody counts.</summary>
internal sealed class RecoveryCount
{
    /// <summary>Null once that was told.</summary>
    private Recovery? _sum = Recovery.None;

    /// <summary>Everything is read back from the beginning.</summary>
    public void BeginAnew() => _sum = _sum is null ? null : Recovery.None;

    /// <summary>An execution was read back.</summary>
    /// <param name="owed">What it owes.</param>
    public void NoteTakenUp(IReadOnlyList<Effect> owed) => _sum = _sum?.With(RecoveryTally.Of(owed));

    /// <summary>The sum, the first time that it is asked for; null from then on.</summary>
    public Recovery? Take()
    {
        var sum = _sum;
        _sum = null;
        return sum;
    }
}
