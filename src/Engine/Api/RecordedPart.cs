using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Engine.Api;

/// <summary>A part of a stream of recorded executions. What others need comes before them, and once.</summary>
public abstract record RecordedPart
{
    private RecordedPart()
    {
    }

    /// <summary>A revision that executions of the stream have run.</summary>
    public sealed record Definition(long Revision, string Flow, ExecutionMode Mode, string RoleArn, string Text) : RecordedPart;

    /// <summary>Under what the server worked.</summary>
    /// <param name="Number">By which executions name them.</param>
    /// <param name="Limits">JSON; null where nobody has noted them.</param>
    public sealed record Terms(long Number, string Release, int Level, string? Limits) : RecordedPart;

    /// <summary>An execution that has ended; its events follow.</summary>
    /// <param name="Revision">It was started with it, or redriven with it last, as events say.</param>
    /// <param name="Under">Number of the terms at its start.</param>
    /// <param name="Seed">What it drew from, 32 hexadecimal digits.</param>
    public sealed record Execution(
        string Flow, string Name, ExecutionId Id, long Revision, long Under, string Seed, DateTimeOffset Started, ExecutionStatus Status)
        : RecordedPart;

    /// <summary>Events of the execution before, in order. Task tokens in them are replaced.</summary>
    public sealed record Events(IReadOnlyList<HistoryEvent> Items) : RecordedPart;

    /// <summary>The stream is whole.</summary>
    /// <param name="Executions">That it has.</param>
    /// <param name="Running">Left out, since they have not ended.</param>
    /// <param name="Gone">Left out: removed while they were read, or damaged.</param>
    public sealed record End(int Executions, int Running, int Gone) : RecordedPart;
}
