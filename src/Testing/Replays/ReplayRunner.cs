using System.Runtime.CompilerServices;
using Sluice.Testing.Recordings;

namespace Sluice.Testing.Replays;

/// <summary>Leads a stream of recorded executions through a definition, several at once, reading ahead no further than those.</summary>
/// <param name="atOnce">1 or more.</param>
public sealed class ReplayRunner(ReplayTarget target, ReplayOptions options, int atOnce)
{
    /// <param name="done">Told after each execution how many are done, by several threads.</param>
    /// <returns>In the order of the stream.</returns>
    /// <exception cref="InvalidDataException">The stream is none of recordings, or was cut.</exception>
    /// <exception cref="RefusedDefinitionException">The new definition is not accepted.</exception>
    public async Task<IReadOnlyList<ReplayedExecution>> RunAsync(
        IAsyncEnumerable<StreamedRecording> recordings, Action<int>? done, CancellationToken cancellationToken)
    {
        var results = new SortedDictionary<int, ReplayedExecution>();
        await Parallel.ForEachAsync(
            NumberedAsync(recordings, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            (each, _) =>
            {
                var replayed = Replay.Of(each.Recording, target, options);
                int count;
                lock (results)
                {
                    results[each.Place] = replayed;
                    count = results.Count;
                }

                done?.Invoke(count);
                return ValueTask.CompletedTask;
            });
        return [.. results.Values];
    }

    private static async IAsyncEnumerable<(int Place, StreamedRecording Recording)> NumberedAsync(
        IAsyncEnumerable<StreamedRecording> recordings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = 0;
        await foreach (var recording in recordings.WithCancellation(cancellationToken))
        {
            yield return (place++, recording);
        }
    }
}
