using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Bench.Storage;

/// <summary>What each filter of a list across flows takes, with few executions stored and with many.</summary>
/// <remarks>
/// One in a hundred has failed in one of ten states, one in a thousand retries or waits, each has one of a thousand values of a
/// search key where there are keys; twenty flows.
/// </remarks>
internal sealed class Lists(SqliteStore store, bool hasKeys)
{
    private const int FlowCount = 20;
    private const int PerCommit = 4_000;
    private const int Questions = 300;
    private const int PageLength = 60;
    private const long Noon = 1_750_000_000_000;

    private readonly List<long> _flows = [];
    private long _epoch;
    private int _stored;

    private static (string Name, Func<ExecutionSearch, ExecutionSearch> Narrow)[] Filters { get; } =
    [
        ("first page", search => search),
        ("succeeded", search => search with { Status = ExecutionStatus.Succeeded }),
        ("failed", search => search with { Status = ExecutionStatus.Failed }),
        ("running", search => search with { Status = ExecutionStatus.Running }),
        ("up to the middle", search => search with { StartedTo = Noon + 250 }),
        ("exact name", search => search with { Name = "run-77" }),
        ("prefix of ten", search => search with { NamePrefix = "run-7" }),
        ("prefix of all", search => search with { NamePrefix = "run" }),
        ("failed state", search => search with { FailedState = "state-3" }),
        ("error code", search => search with { Error = "HTTP.503" }),
        ("error and state", search => search with { Error = "HTTP.503", FailedState = "state-3" }),
        ("retrying", search => search with { Retrying = true }),
        ("waiting", search => search with { Waiting = true }),
        ("search key", search => search with { Keys = [new("order", "v77")] }),
    ];

    /// <returns>Lines to print.</returns>
    public async Task<string> RunAsync(int most)
    {
        await MakeFlowsAsync();
        var text = new StringBuilder();
        await FillAsync(1_000);
        var before = await MeasureAsync();
        var watch = Stopwatch.StartNew();
        await FillAsync(most);
        var perSecond = (most - 1_000) / watch.Elapsed.TotalSeconds;
        var after = await MeasureAsync();
        text.AppendLine(CultureInfo.InvariantCulture, $"{most:n0} executions stored, {perSecond:n0} a second; ms of the processor with 1 000 → with all");
        foreach (var ((name, _), (few, many)) in Filters.Zip(before.Zip(after)))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{name,-18} page {few.Page:f2} → {many.Page:f2}, count {few.Count:f2} → {many.Count:f2}, both {(many.Page + many.Count) / (few.Page + few.Count):f1} ×");
        }

        return text.ToString();
    }

    private async Task MakeFlowsAsync()
    {
        _epoch = await store.ClaimAsync(0, CancellationToken.None);
        for (var n = 0; n < FlowCount; n++)
        {
            var flow = new FlowRow
            {
                Uuid = Guid.NewGuid(),
                Account = AccountId.Default,
                Name = $"flow-{n}",
                Type = "FDL",
                Description = "",
                Mode = 0,
                Created = 0,
                Modified = 0,
            };
            _flows.Add((await store.TryInsertFlowAsync(flow, new(0, 0, "", "", null), CancellationToken.None))!.Id);
        }
    }

    private async Task FillAsync(int most)
    {
        while (_stored < most)
        {
            var batch = new CommitBatch();
            batch.Epochs.Add(new(0, _epoch));
            for (var n = 0; n < PerCommit && _stored < most; n++)
            {
                var row = Row(_stored++);
                batch.Inserts.Add(row);
                if (hasKeys)
                {
                    batch.SearchValues.Add(new(row.Id, new("order", $"v{_stored % 1_000}")));
                }
            }

            await store.CommitAsync(batch, CancellationToken.None);
        }
    }

    private ExecutionRow Row(int n)
    {
        var (hasFailed, lives) = (n % 100 == 50, n % 1_000 is 7 or 8);
        var id = ExecutionId.Create(Noon + (n / 2), 0, n % 2);
        return new()
        {
            Id = id,
            FlowId = _flows[n % FlowCount],
            RevisionId = 1,
            Name = n < 10_000 ? $"run-{n}" : $"run+{n}",
            Status = lives ? ExecutionStatus.Running : hasFailed ? ExecutionStatus.Failed : ExecutionStatus.Succeeded,
            Started = id.UnixMilliseconds,
            Stopped = lives ? null : id.UnixMilliseconds + 5,
            WakeAt = lives ? id.UnixMilliseconds + 1_000_000 : null,
            Input = new byte[150],
            Output = hasFailed || lives ? null : new byte[50],
            Error = hasFailed ? n % 200 == 50 ? "HTTP.503" : "HTTP.500" : null,
            FailedState = hasFailed ? $"state-{n / 100 % 10}" : null,
            Retrying = n % 1_000 == 7,
            Waiting = n % 1_000 == 8,
            Bytes = 200,
        };
    }

    private async Task<List<(double Page, double Count)>> MeasureAsync()
    {
        var taken = new List<(double, double)>();
        foreach (var (_, narrow) in Filters)
        {
            var search = narrow(new() { Account = AccountId.Default, Limit = PageLength });
            var pages = await TimeAsync(Questions, () => store.SearchExecutionsAsync(search, CancellationToken.None));
            var counts = await TimeAsync(
                Questions / 10, () => store.CountExecutionsAsync(search, 10_000, CancellationToken.None));
            taken.Add((pages, counts));
        }

        return taken;
    }

    // Of the processor, so that other work on the machine does not count; reads run on the thread that asks.
    private static async Task<double> TimeAsync<T>(int times, Func<ValueTask<T>> ask)
    {
        await ask();
        var begun = Environment.CpuUsage.TotalTime;
        for (var n = 0; n < times; n++)
        {
            await ask();
        }

        return (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds / times;
    }
}
