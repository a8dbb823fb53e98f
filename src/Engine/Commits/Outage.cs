using Microsoft.Extensions.Logging;

namespace Sluice.Engine.Commits;

/// <summary>Tells the operator that the store does not write, and when it writes again: a line a minute, not one a commit.</summary>
/// <remarks>Callers on any thread.</remarks>
internal sealed partial class Outage(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly ILogger _logger = logger;
    private string? _problem;
    private bool _isTold;
    private long? _toldAt;

    /// <summary>Why the store does not write, as a sentence for callers; null while it does, as far as is known.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>The store has refused a write, and it may work later.</summary>
    /// <param name="problem">What it says, as a sentence.</param>
    public void Note(string problem)
    {
        lock (_lock)
        {
            _problem = problem;
            if (_toldAt is { } last && time.GetElapsedTime(last) < Pause)
            {
                return;
            }

            (_isTold, _toldAt) = (true, time.GetTimestamp());
        }

        LogCannotWrite(problem);
    }

    /// <summary>A commit is written.</summary>
    public void End()
    {
        if (Problem is null)
        {
            return;
        }

        lock (_lock)
        {
            _problem = null;
            if (!_isTold)
            {
                return;
            }

            _isTold = false;
        }

        LogWritesAgain();
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "{Problem} Make room on the disk of the data directory, or let the server write there "
        + "again; it then goes on by itself. Until then calls that write are answered InternalServerError, and "
        + "executions stand still. Nothing acknowledged is lost.")]
    private partial void LogCannotWrite(string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store writes again; work goes on.")]
    private partial void LogWritesAgain();
}
