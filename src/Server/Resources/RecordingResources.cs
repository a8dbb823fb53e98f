using System.Runtime.CompilerServices;
using Sluice.Engine.Api;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Testing.Recordings;

namespace Sluice.Server.Resources;

/// <summary>All that ended executions did, as replays read it.</summary>
/// <remarks>It shows more than a history: what flows drew from, and every answer as it came. So it has a permission of its own.</remarks>
internal sealed class RecordingResources(RecordingService recordings)
{
    private const int Usual = 1_000;

    private static readonly Shape.Members LineShape = Shape.Object(
        "RecordingLine",
        new Field("definition", Shape.AnyObject, "A revision that executions further down have run.").OrNone,
        new Field("terms", Shape.AnyObject, "Limits under which a server worked, by name.").OrNone,
        new Field("execution", Shape.AnyObject, "One that has ended; its events follow.").OrNone,
        new Field(
            "events", Shape.ListOf(Shape.Anything), "Each an array: number, cause, type, step, Unix milliseconds, detail.").OrNone,
        new Field("end", Shape.AnyObject, "The last line: how many executions there are, and how many were left out.").OrNone);

    public Resource Read => new(
        "GET",
        "/recordings",
        new WideOperation<(ExecutionFilter Filter, int Most)>("ReadRecording", mutates: false)
        {
            IsConfidential = true,
            Naming = ["flow", "name"],
            Reading = (parameters, _) => (
                ExecutionFilters.Read(parameters),
                parameters.Integer("limit", least: 1, RecordingService.Most, absent: Usual)),
            Subject = request => request.Filter.Flow is { } flow ? Subject.Flow(flow) : Subject.AllFlows,
            Run = async (request, caller, _, cancellationToken) => new Besides
            {
                PiecesType = Besides.JsonLines,
                Pieces = LinesAsync(
                    await recordings.ReadAsync(caller.Account, request.Filter, request.Most, cancellationToken),
                    CancellationToken.None),
            },
        })
    {
        Summary = "Recorded executions that have ended, newest first, as lines of JSON; what replays read.",
        Query =
        [
            .. ExecutionFilters.Fields,
            new Field("limit", Shape.Whole, $"Executions, 1 to {RecordingService.Most}; {Usual} when it is left out.").OrNone,
        ],
        QueryFamily = (ExecutionFilters.KeyPrefix, ExecutionFilters.Keys),
        Answer = LineShape,
        IsLines = true,
    };

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        IAsyncEnumerable<RecordedPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var part in parts.WithCancellation(cancellationToken))
        {
            yield return RecordingLines.Of(part);
        }
    }
}
