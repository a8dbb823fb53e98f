using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>A batch as it stands.</summary>
/// <param name="Expected">Executions that it was to act on when it was asked for.</param>
/// <param name="Done">Those to which it was done.</param>
/// <param name="Failed">Those to which it could not be done.</param>
public sealed record BatchView(
    long Id, AccountId Account, NewBatch Order, BatchState State, FoundCount Expected, long Done, long Failed)
{
    public required DateTimeOffset Created { get; init; }

    /// <summary>Null while it has something left to do.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it was given up, as a sentence; null unless it was.</summary>
    public string? Problem { get; init; }

    internal static BatchView Of(BatchRow row)
    {
        var (order, isExact) = BatchOrder.Read(row);
        return new(row.Id, row.Account, order, row.State, new(row.Expected, isExact), row.Done, row.Failed)
        {
            Created = DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
            Ended = row.Ended is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
            Problem = row.Problem,
        };
    }
}
