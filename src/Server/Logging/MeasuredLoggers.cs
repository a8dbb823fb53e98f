using System.Collections.Concurrent;
using Sluice.Server.Starting;

namespace Sluice.Server.Logging;

/// <summary>Stands between all loggers and where their lines go: error lines come at a rate, and what is left out is
/// counted and told.</summary>
/// <remarks>
/// A kind is a category and an event. Whatever somebody finds to cause errors with, the log neither fills the disk nor
/// hides the other kinds. Less than errors passes: it was asked for by level.
/// </remarks>
internal sealed class MeasuredLoggers : ILoggerProvider
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILoggerProvider _inner;
    private readonly LogLevel _least;
    private readonly TimeProvider _time;
    private readonly ITimer _rounds;
    private readonly ConcurrentDictionary<Kind, LineRate> _rates = new();

    /// <param name="inner">Where lines go; stays the caller's to dispose, after this.</param>
    /// <param name="least">What an operator has asked for: at <see cref="LogLevel.Debug"/> and below what callers do
    /// wrong is shown too.</param>
    public MeasuredLoggers(ILoggerProvider inner, LogLevel least, TimeProvider time)
    {
        (_inner, _least, _time) = (inner, least, time);
        _rounds = time.CreateTimer(_ => TellLeftOut(), state: null, Interval, Interval);
    }

    public ILogger CreateLogger(string categoryName) =>
        new Measured(this, categoryName, _inner.CreateLogger(categoryName));

    public void Dispose()
    {
        _rounds.Dispose();
        TellLeftOut();
    }

    private bool MayWrite(string category, EventId id) => _rates
        .GetOrAdd(new Kind(category, id.Id, id.Name), static (_, time) => new LineRate(time), _time)
        .TryTake();

    private void TellLeftOut()
    {
        foreach (var (kind, rate) in _rates)
        {
            if (rate.TakeLeftOut() is > 0 and var count)
            {
                _inner.CreateLogger(kind.Category).Log(
                    LogLevel.Error,
                    new EventId(kind.Id, kind.Name),
                    $"{count} more lines like those before were left out: they come too often.",
                    exception: null,
                    static (sentence, _) => sentence);
            }
        }
    }

    private readonly record struct Kind(string Category, int Id, string? Name);

    private sealed class Measured(MeasuredLoggers all, string category, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
            else if (exception is StartException)
            {
                // Whoever ends the program says it, in one sentence.
            }
            else if (CallersDoing.Is(category, eventId, exception))
            {
                if (all._least <= LogLevel.Debug)
                {
                    inner.Log(LogLevel.Debug, eventId, state, exception, formatter);
                }
            }
            else if (all.MayWrite(category, eventId))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
