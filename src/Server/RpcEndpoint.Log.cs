namespace Sluice.Server;

internal sealed partial class RpcEndpoint
{
    [LoggerMessage(1, LogLevel.Information, "{RequestId} {Action} {Status} {Milliseconds:F1} ms")]
    private partial void LogCall(string requestId, string action, int status, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "{RequestId} {Action} failed inside the server.")]
    private partial void LogFailure(Exception bug, string requestId, string action);
}
