using Microsoft.Extensions.Logging;

namespace Sluice.Cluster.Membership;

/// <summary>Orleans tells much that is none of an operator's business; what is, the cluster says in its own words.</summary>
/// <param name="loggers">Stay the caller's to dispose.</param>
internal sealed class QuietLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Quiet(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // They are the caller's.
    }

    /// <summary>Nothing but for whoever looks for mistakes in the cluster itself, and asks for everything.</summary>
    private sealed class Quiet(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(LogLevel.Debug) && logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
