using Microsoft.Extensions.Logging;
using Sluice.Model.History;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>A line of the log for each event of a history, without what it carries: names and numbers, and no data.</summary>
/// <remarks>Unless its category is let through, it costs a look. Source: runtime, section 8.</remarks>
internal sealed partial class HistoryLog(ILoggerFactory loggers)
{
    /// <summary>What the category is called, so that it can be let through by itself.</summary>
    public const string Category = "Sluice.History";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Note(AccountId account, string flow, string execution, IReadOnlyList<HistoryEvent> events)
    {
        if (!_logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        foreach (var happened in events)
        {
            LogEvent(
                happened.Time,
                account.Value,
                flow,
                execution,
                happened.Id,
                happened.Type,
                happened.StepName,
                happened.CauseId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "{Time:O} {Account} {FlowName} {ExecutionName} {EventId} {Type} '{StepName}' {ScheduleEventId}")]
    private partial void LogEvent(
        DateTimeOffset time,
        string account,
        string flowName,
        string executionName,
        long eventId,
        EventType type,
        string stepName,
        long scheduleEventId);
}
