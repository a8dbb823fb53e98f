using System.Diagnostics.Metrics;
using Sluice.Engine.Batches;

namespace Sluice.Engine.Vitals;

/// <summary>The engine's vitals as metrics: read when somebody collects them, and by nobody else.</summary>
internal static class EngineMeter
{
    /// <summary>By which collectors know it.</summary>
    public const string Name = "Sluice.Engine";

    /// <param name="meter">Whoever disposes it ends them.</param>
    public static void Add(Meter meter, EngineVitals vitals, BatchRunner batches, AttentionCount attention)
    {
        meter.CreateObservableCounter(
            "sluice.engine.commits", () => vitals.Commits, "{commit}", "Commits that are durable.");
        meter.CreateObservableGauge(
            "sluice.engine.commit.lag", () => vitals.CommitLag.TotalSeconds, "s", "How long the oldest batch has waited to be stored.");
        meter.CreateObservableGauge(
            "sluice.engine.store.writable", () => vitals.StoreWrites ? 1 : 0, unit: null, "Whether the store writes: 1, or else 0.");
        meter.CreateObservableGauge(
            "sluice.engine.shards", () => vitals.ShardsHere, "{shard}", "Shards that are worked on here.");
        meter.CreateObservableUpDownCounter(
            "sluice.engine.mailbox.messages", () => vitals.MailboxMessages, "{message}", "Messages that wait for shards.");
        meter.CreateObservableUpDownCounter(
            "sluice.engine.resident.size", () => vitals.ResidentBytes, "By", "Inputs and states in memory.");
        meter.CreateObservableGauge(
            "sluice.engine.timer.lateness", () => vitals.TimerLateness.TotalSeconds, "s", "How long the most overdue timer has been due.");
        meter.CreateObservableUpDownCounter(
            "sluice.executions.running", () => Running(vitals), "{execution}", "Executions in progress, by mode.");
        meter.CreateObservableUpDownCounter(
            "sluice.tasks.out", () => vitals.CallsOut, "{call}", "Calls to services that are out.");
        meter.CreateObservableUpDownCounter(
            "sluice.tasks.waiting", () => vitals.CallsWaiting, "{call}", "Calls to services that wait for a place.");
        meter.CreateObservableUpDownCounter(
            "sluice.batches.open", () => batches.Open, "{batch}", "Batches that are not over.");
        meter.CreateObservableUpDownCounter(
            "sluice.batches.items", () => batches.Left, "{execution}", "Executions that open batches have left to do.");
        meter.CreateObservableGauge(
            "sluice.executions.retrying", () => attention.Retrying(), "{execution}", "Executions a step of which is tried again; counted to 10 000 an account.");
        meter.CreateObservableGauge(
            "sluice.executions.waiting", () => attention.Waiting(), "{execution}", "Executions that wait for a report; counted to 10 000 an account.");
    }

    private static IEnumerable<Measurement<long>> Running(EngineVitals vitals) =>
    [
        new(vitals.Running, new KeyValuePair<string, object?>("sluice.mode", "Standard")),
        new(vitals.ExpressRunning, new KeyValuePair<string, object?>("sluice.mode", "Express")),
    ];
}
