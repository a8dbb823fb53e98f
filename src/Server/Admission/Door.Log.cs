namespace Sluice.Server.Admission;

internal sealed partial class Door
{
    [LoggerMessage(1, LogLevel.Information, "{RequestId} {Action} {Status} {Milliseconds:F1} ms")]
    private partial void LogCall(string requestId, string action, int status, double milliseconds);
}
