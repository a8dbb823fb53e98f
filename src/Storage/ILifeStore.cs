namespace Sluice.Storage;

/// <summary>When servers worked on the store, and under which terms. Times are Unix milliseconds.</summary>
/// <remarks>Writes are durable on return, and fail as those of <see cref="ICatalogStore"/>.</remarks>
public interface ILifeStore
{
    /// <summary>A server begins its work.</summary>
    /// <param name="terms">Stored once for all lives in a row that have the same.</param>
    /// <param name="isAlone">
    /// No other server works on the store: lives that are open were cut short, and get the last time at which something is
    /// known to have happened in them as their end.
    /// </param>
    /// <returns>The number of the life.</returns>
    ValueTask<long> BeginLifeAsync(
        ServerTerms terms, long started, bool isAlone, CancellationToken cancellationToken);

    /// <summary>A server ends its work, as it should.</summary>
    /// <returns>False when there is no such life, or it has ended.</returns>
    ValueTask<bool> EndLifeAsync(long life, long ended, CancellationToken cancellationToken);

    /// <summary>Lives that touch a span of time, first started first; those between which nobody worked leave a gap.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Inclusive.</param>
    ValueTask<IReadOnlyList<ServerLife>> ListLivesAsync(long from, long to, CancellationToken cancellationToken);
}

/// <summary>What what a server does depends on, beside definitions.</summary>
/// <param name="Level">Of the interpreter, for executions begun under these terms.</param>
/// <param name="Limits">A JSON object: the limits by name.</param>
public sealed record ServerTerms(string Release, int Level, string Limits);

/// <summary>A server's work from its start to its end.</summary>
/// <param name="Ended">Null while it goes on, as far as the store knows.</param>
/// <param name="IsEndExact">
/// False where it was cut short: then it ended at <paramref name="Ended"/> at the earliest, and before the start of the next
/// life at the latest. Nothing is stored of what happened in between.
/// </param>
public sealed record ServerLife(long Id, ServerTerms Terms, long Started, long? Ended, bool IsEndExact);
