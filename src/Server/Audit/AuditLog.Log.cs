namespace Sluice.Server.Audit;

internal sealed partial class AuditLog
{
    [LoggerMessage(1, LogLevel.Error, "Calls are not recorded, because '{Directory}' cannot be written: {Problem}")]
    private partial void LogFailed(string directory, string problem);

    [LoggerMessage(2, LogLevel.Warning, "Calls are recorded in '{Directory}' again.")]
    private partial void LogGoesOn(string directory);
}
