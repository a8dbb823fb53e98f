using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Wording;
using Sluice.Client;
using Sluice.Model;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;

namespace Sluice.Cli.Explorations;

/// <summary><c>sluice explore --from</c>: executions that went well say how it is when all goes well.</summary>
internal static class RecordedStarts
{
    /// <summary>Each begins runs of its own, so more would only say the same at a higher price.</summary>
    private const int MostShapes = 10;

    /// <param name="last">Executions that are looked at.</param>
    /// <returns>One for each input that they have, the newest first.</returns>
    /// <exception cref="UsageException">There are none, or none can be read.</exception>
    public static async Task<IReadOnlyList<ExploredStart>> ReadAsync(
        string flow, int last, Connection connection, CancellationToken cancellationToken)
    {
        using var client = new SluiceClient(connection.Endpoint, connection.Key);
        await using var stream = await new OwnApi(client).ReadRecordingsAsync(
            new Dictionary<string, string?> { ["flow"] = flow, ["status"] = nameof(ExecutionStatus.Succeeded), ["limit"] = $"{last}" }, cancellationToken);
        var starts = new Dictionary<string, ExploredStart>(StringComparer.Ordinal);
        try
        {
            await foreach (var recorded in new RecordingReader().ReadAsync(stream, cancellationToken))
            {
                if (starts.Count < MostShapes && Find(recorded) is { } start)
                {
                    starts.TryAdd(start.Input.ToString(), start);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(Texts.FormatRecordingsOfFlowUnreadable(flow, e.Message));
        }

        return starts.Count > 0
            ? [.. starts.Values]
            : throw new UsageException(Texts.FormatNoRecordedSuccess(flow));
    }

    /// <returns>Null for one that no test can say.</returns>
    private static ExploredStart? Find(StreamedRecording recorded)
    {
        try
        {
            var recording = recorded.Read();
            var (text, _) = RecordedTest.Of(recording, "./flow.yaml");
            var read = new TestFileReader(_ => recording.Text, recording.Limits).Read("recorded.test.yaml", text);
            return read.File?.Tests is [var test] ? new(test.Input, test.Targets) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
