using Microsoft.Extensions.Logging;

namespace Sluice.Engine.Tasks;

internal sealed partial class TaskDispatcher
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The target of action {Action} failed at attempt {Attempt}.")]
    private partial void LogTargetFailed(Exception exception, string action, string attempt);
}
