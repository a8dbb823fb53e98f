using Microsoft.Extensions.Logging;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Flows;

/// <summary>Which actions tasks can call, and a word where a flow calls others.</summary>
internal sealed partial class ServedActions(TargetSet targets, ILogger logger)
{
    /// <inheritdoc cref="ActionAdvice"/>
    public string? AdviceFor(string action) =>
        action == TaskState.StartExecution || targets.Find(action) is not null ? null : targets.AdviceFor(action) ?? "";

    /// <summary>A flow is stored: what it calls in vain is better known before it runs.</summary>
    /// <param name="definition">Null for one that has been looked at before.</param>
    public void Look(AccountId account, string flow, Flow? definition)
    {
        foreach (var action in definition?.States.OfType<TaskState>().Select(task => task.Action).Distinct() ?? [])
        {
            if (AdviceFor(action) is { } advice)
            {
                LogNotServed(flow, account, action, advice);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Flow '{Flow}' of account {Account} calls {Action}, which nothing here serves. {Advice}")]
    private partial void LogNotServed(string flow, AccountId account, string action, string advice);
}
