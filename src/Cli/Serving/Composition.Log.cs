namespace Sluice.Cli.Serving;

internal sealed partial class Composition
{
    [LoggerMessage(52, LogLevel.Critical, "Started with a loss that was accepted. {Loss}")]
    private static partial void LogLoss(ILogger logger, string loss);
}
