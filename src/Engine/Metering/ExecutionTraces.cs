using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Engine.Metering;

/// <summary>A trace for each execution: a span for the whole of it, and one for each call that its tasks make.</summary>
/// <remarks>
/// The number of the trace follows from the execution's own, so nothing is stored for it, and spans of before a crash and of
/// after it are of one trace. Its spans stand side by side: none of them can be begun by one process and ended by another.
/// Whoever starts an execution has a link to its trace. With nobody who listens it costs a look.
/// </remarks>
/// <param name="key">The store's secret, so that executions of two stores do not share a trace, and nobody foresees one.</param>
internal sealed class ExecutionTraces(ReadOnlyMemory<byte> key)
{
    private static readonly ActivitySource Source = new("Sluice.Engine");

    private static readonly ActivityTagsCollection Started = new() { { "sluice.relation", "started" } };

    private readonly byte[] _key = key.ToArray();

    /// <summary>What is at work now has started an execution.</summary>
    public void LinkTo(ExecutionId execution)
    {
        // The web server may have an activity for a call that nobody traces.
        if (Source.HasListeners() && Activity.Current is { IsAllDataRequested: true } call)
        {
            call.AddLink(new(ContextOf(execution), Started));
        }
    }

    /// <summary>The span of a call, under which whoever is called goes on; ended when it is disposed.</summary>
    /// <returns>Null when nobody wants it.</returns>
    public Activity? BeginCall(ExecutionId execution, TaskCall call)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var context = call.Context;
        return Source.StartActivity(
            ActivityKind.Client,
            ContextOf(execution),
            (KeyValuePair<string, object?>[])
            [
                new("sluice.account", context.Account.Value),
                new("sluice.flow", context.Flow),
                new("sluice.execution", context.Execution),
                new("sluice.state", context.State),
                new("sluice.action", call.Action),
            ],
            name: $"task {context.State}");
    }

    /// <summary>A call has its result, whose code alone is told.</summary>
    /// <param name="failure">Null when it succeeded.</param>
    public static void NoteResult(Activity? call, StepFailure? failure)
    {
        if (call is not null && failure is not null)
        {
            call.SetStatus(ActivityStatusCode.Error, failure.Code);
            call.SetTag("error.type", failure.Code);
        }
    }

    /// <summary>The span of an execution that has ended.</summary>
    public void NoteEnd(AccountId account, string flow, ExecutionRow row)
    {
        if (row.Stopped is not { } stopped || !Source.HasListeners())
        {
            return;
        }

        using var span = Source.StartActivity(
            ActivityKind.Internal,
            ContextOf(row.Id),
            (KeyValuePair<string, object?>[])
            [
                new("sluice.account", account.Value),
                new("sluice.flow", flow),
                new("sluice.execution", row.Name),
                new("sluice.status", row.Status.ToString()),
            ],
            startTime: DateTimeOffset.FromUnixTimeMilliseconds(row.Started),
            name: $"execution {flow}");
        if (row.Status != ExecutionStatus.Succeeded)
        {
            span?.SetStatus(ActivityStatusCode.Error, row.Error);
        }

        span?.SetEndTime(DateTimeOffset.FromUnixTimeMilliseconds(stopped).UtcDateTime);
    }

    /// <summary>A trace without a span that others would be below.</summary>
    private ActivityContext ContextOf(ExecutionId execution)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(number, execution.Value);
        HMACSHA256.HashData(_key, number, hash);
        return new(ActivityTraceId.CreateFromBytes(hash[..16]), spanId: default, ActivityTraceFlags.Recorded);
    }
}
