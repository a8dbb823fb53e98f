using System.Text;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage.Conformance;

/// <summary>Rows made up for tests: valid, and different where it matters.</summary>
public static class Rows
{
    /// <summary>Unix milliseconds; the beginning of all made-up times.</summary>
    public const long Noon = 1_750_000_000_000;

    /// <summary>The n-th execution number of a shard.</summary>
    public static ExecutionId Id(int n, int shard = 0) => ExecutionId.Create(Noon + n, shard, 0);

    /// <summary>A running, hot execution; its name is <c>e{n}</c>.</summary>
    public static ExecutionRow Execution(int n, int shard = 0, long flow = 1) => new()
    {
        Id = Id(n, shard),
        FlowId = flow,
        RevisionId = 7,
        Name = $"e{n}",
        Status = ExecutionStatus.Running,
        Started = Noon + n,
        WakeAt = 0,
    };

    /// <summary>An execution that succeeded a second after it was started.</summary>
    public static ExecutionRow Ended(int n, int shard = 0, long flow = 1) => Execution(n, shard, flow) with
    {
        Status = ExecutionStatus.Succeeded,
        Stopped = Noon + n + 1_000,
        WakeAt = null,
    };

    /// <summary>A row whose bytes tell where it belongs.</summary>
    public static JournalRow Journal(
        ExecutionId execution, long firstEvent, int eventCount, StateForm kind = StateForm.Changes) =>
        new(
            execution,
            firstEvent,
            eventCount,
            eventCount == 0 ? [] : Bytes($"events {execution} {firstEvent}+{eventCount}"),
            Bytes($"state {execution} {firstEvent}+{eventCount}"),
            kind);

    /// <summary>An open map run of the execution <see cref="Id"/> gives.</summary>
    public static MapRunRow MapRun(string name, int execution, int shard = 0) =>
        new(name, Id(execution, shard), IsOpen: true, Bytes($"run {name}"));

    /// <summary>A page of ten bytes.</summary>
    public static MapPage MapPage(string run, int number) => new(run, number, Bytes($"{number,10}"));

    public static FlowRow Flow(string name, string? resourceGroup = null) => new()
    {
        Uuid = new Guid(name.GetHashCode(StringComparison.Ordinal), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Account = AccountId.Default,
        Name = name,
        Type = "FDL",
        Description = $"about {name}",
        Mode = 0,
        ResourceGroupId = resourceGroup,
        Created = Noon,
        Modified = Noon,
    };

    /// <summary>An enabled schedule; its name is <c>s{n}</c>.</summary>
    public static ScheduleRow Schedule(int n, int shard = 0, long flow = 1) => new()
    {
        Id = Id(n, shard),
        FlowId = flow,
        Uuid = new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Name = $"s{n}",
        Description = $"about {n}",
        Payload = """{ "a":  1 }""",
        Cron = "0 0 4 * * *",
        Enabled = true,
        Created = Noon + n,
        Modified = Noon + n,
        Anchor = Noon,
        NextAt = Noon + 60_000,
        Missed = n + 2,
        MissedFrom = Noon - 120_000,
        MissedUntil = Noon - 60_000,
    };

    public static RevisionRow Revision(string definition = "StartAt: A") => new(0, 0, definition, "", null);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
