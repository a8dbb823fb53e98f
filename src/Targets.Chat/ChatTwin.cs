using Sluice.Model;

namespace Sluice.Targets.Chat;

/// <summary>Reads the parameters of <c>Ext.LLM:Chat</c> as the real call does, and makes none.</summary>
/// <param name="options">What the settings say; a service need not be among it.</param>
public sealed class ChatTwin(ChatTargetOptions options) : ITargetTwin
{
    public IReadOnlyCollection<string> Actions { get; } = [ChatTarget.Chat];

    public StepFailure? Check(TaskCall call) => ChatCall.Read(call, options).Failure;
}
