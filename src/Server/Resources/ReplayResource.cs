using System.Runtime.CompilerServices;
using Sluice.Definitions;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Throttling;
using Sluice.Server.Wire;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Reports;

namespace Sluice.Server.Resources;

/// <summary>Recorded executions of a flow, led through a definition that is no flow yet. Nothing is called, nothing stored.</summary>
/// <remarks>
/// It is computed one execution after the other where heavy executions are, in the turn of the caller's account, and has bounds in
/// time and memory; the command line, which replays elsewhere, has none. A caller that hangs up ends it.
/// </remarks>
internal sealed class ReplayResource(RecordingService recordings, AccountTurns turns, Limits limits, TimeProvider time)
{
    private const int Usual = 100;

    private const int Most = 1_000;

    /// <summary>Of one execution: with more, it is told and not replayed.</summary>
    private const long EventBytes = 2 * 1024 * 1024;

    /// <summary>Of all definitions that stand beside each other compiled, in characters.</summary>
    private const long DefinitionLength = 4 * 1024 * 1024;

    /// <summary>For each time that an execution is led through a definition: some 40 ms.</summary>
    private const long Work = 32 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Seats _seats = new(
        Math.Max(1, Environment.ProcessorCount / 2), time, "other replays run at this moment; wait for one, or replay with 'sluice replay'");

    private sealed record Wanted(
        ExecutionFilter Filter, FlowName Flow, string Definition, int Last, IReadOnlyDictionary<string, string> Renamed, bool IsStrict);

    public Resource Make => new("POST", "/replays", new Operation<Wanted>("ReplayExecutions", mutates: false)
    {
        IsConfidential = true,
        Naming = ["flow"],
        TakesPayload = true,
        Reading = (parameters, _) => Read(parameters),
        Subject = wanted => Subject.Flow(wanted.Flow),
        Demands = wanted => [new Demand($"{OwnDoor.Service}:ReadRecording", Subject.Flow(wanted.Flow))],
        Run = async (wanted, caller, answer, cancellationToken) =>
        {
            using var seat = await _seats.TakeAsync(caller.Account, cancellationToken);
            ReplayAnswers.Write(answer, await ReplayAsync(wanted, caller.Account, cancellationToken));
        },
    })
    {
        Summary = "Leads recorded executions of a flow through another definition, and says which would end otherwise; nothing is called and nothing stored.",
        Body =
        [
            new Field("flow", Shape.Text, "Whose executions."),
            OwnParameters.Definition,
            new Field("last", Shape.Whole, $"So many at most, newest first, 1 to {Most}; {Usual} when it is left out.").OrNone,
            OwnParameters.Status,
            new Field("from", Shape.Time, "Only those that started then or later.").OrNone,
            new Field("to", Shape.Time, "Only those that started then or earlier.").OrNone,
            new Field("rename", Shape.AnyObject, "States that have another name now: new names by old ones.").OrNone,
            new Field("strict", Shape.Flag, "The answer to a request that has changed is not known.").OrNone,
        ],
        Answer = ReplayAnswers.Answer,
    };

    private async Task<(ReplaySummary Summary, bool IsComplete)> ReplayAsync(
        Wanted wanted, AccountId account, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var reader = new RecordingReader(EventBytes);
        var target = new ReplayTarget(wanted.Definition, wanted.Renamed);
        var options = new ReplayOptions { Renamed = wanted.Renamed, IsStrict = wanted.IsStrict, WorkAtMost = Work };
        var parts = await recordings.ReadAsync(account, wanted.Filter, wanted.Last, cancellationToken);
        var replayed = new List<ReplayedExecution>();
        await foreach (var recorded in reader.ReadAsync(LinesAsync(parts, cancellationToken), cancellationToken))
        {
            // The new definition is compiled beside each.
            var length = reader.DefinitionLength + ((long)reader.Definitions * wanted.Definition.Length);
            if (replayed.Count > 0 && (length > DefinitionLength || time.GetElapsedTime(begun) > Longest))
            {
                return (new(replayed, reader.Running, reader.Gone), false);
            }

            replayed.Add(await turns.MakeAsync(account, () => Replayed(recorded, target, options), cancellationToken));
        }

        return (new(replayed, reader.Running, reader.Gone), true);
    }

    /// <exception cref="ApiException"><c>InvalidArgument</c>: the new definition is refused.</exception>
    private static ReplayedExecution Replayed(StreamedRecording recorded, ReplayTarget target, ReplayOptions options)
    {
        try
        {
            return Replay.Of(recorded, target, options);
        }
        catch (RefusedDefinitionException e)
        {
            throw ApiException.InvalidDefinition("definition", Diagnostics.Summary(e.Diagnostics), Diagnostics.Problems(e.Diagnostics));
        }
    }

    private static async IAsyncEnumerable<byte[]> LinesAsync(
        IAsyncEnumerable<RecordedPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var part in parts.WithCancellation(cancellationToken))
        {
            yield return RecordingLines.Of(part)[..^1].ToArray();
        }
    }

    private Wanted Read(Parameters parameters) => new(
        ExecutionFilters.Read(parameters),
        OwnParameters.Flow(parameters),
        parameters.Required("definition"),
        parameters.Integer("last", least: 1, Most, absent: Usual),
        ReadRenames(parameters),
        parameters.Boolean("strict", absent: false));

    private Dictionary<string, string> ReadRenames(Parameters parameters)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parameters.Utf8("rename") is not { } text)
        {
            return renamed;
        }

        if (!JsonPayload.TryParse(text, limits.JsonDepth, out var payload, out var problem))
        {
            throw ApiException.InvalidArgument("rename", $"it is no JSON: {problem}");
        }

        foreach (var (old, now) in (payload.Value as JsonObject ?? throw NoNames()).Members)
        {
            renamed[old] = now is JsonString { Value: { Length: > 0 } name } ? name : throw NoNames();
        }

        return renamed;
    }

    private static ApiException NoNames() =>
        ApiException.InvalidArgument("rename", "it must be an object of new names by old ones, such as {\"Charge\": \"Pay\"}");
}
