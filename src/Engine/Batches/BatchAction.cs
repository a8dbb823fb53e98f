using Sluice.Engine.Api;
using Sluice.Model;

namespace Sluice.Engine.Batches;

/// <summary>What a batch does to each execution. The names are stored.</summary>
public enum BatchAction
{
    Stop,
    Redrive,
    Rerun,
    Delete,
}

internal static class BatchActionRules
{
    private static readonly ExecutionStatus[] Ended =
        [ExecutionStatus.Succeeded, ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Stopped];

    /// <summary>The executions that it can be done to, by where they stand; others are not meant by any filter.</summary>
    public static IReadOnlyList<ExecutionStatus> Fitting(this BatchAction action) => action switch
    {
        BatchAction.Stop => [ExecutionStatus.Running],
        BatchAction.Redrive => [ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Stopped],
        _ => Ended,
    };

    /// <exception cref="ApiException"><c>InvalidArgument</c>: it can be done to none of those.</exception>
    public static void Check(this BatchAction action, ExecutionFilter filter)
    {
        if (filter.Status is { } status && !action.Fitting().Contains(status))
        {
            throw ApiException.InvalidArgument(
                "filter.status",
                $"of what is {status} nothing can be taken up by '{action.ToString().ToLowerInvariant()}'; "
                + $"write {string.Join(" or ", action.Fitting())}, or leave it out for all of them");
        }
    }
}
