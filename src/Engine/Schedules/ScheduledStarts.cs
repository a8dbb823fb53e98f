using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>Executions of this shard that schedules start.</summary>
internal sealed partial class ScheduledStarts(ITurn turn, Catalog catalog, StartRules starts, ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Starts the execution of one instant, unless it is there already or its flow is gone.</summary>
    public async ValueTask OnStartAsync(long letterId, Letter.StartScheduled start)
    {
        var flow = await catalog.FindLiveFlowAsync(start.FlowId, CancellationToken.None);
        if (flow is null)
        {
            turn.Drafts.Receive(letterId);
            return;
        }

        var (refusal, taken) = await starts.DecideAsync(
            StartedFlow.Of(flow), start.ExecutionName, turn.FindByNameAsync);
        if (taken is not null)
        {
            turn.Drafts.Receive(letterId);
        }
        else if (refusal is not null)
        {
            Refuse(letterId, start, flow, refusal);
        }
        else
        {
            await BeginAsync(letterId, start, flow);
        }
    }

    private async ValueTask BeginAsync(long letterId, Letter.StartScheduled start, FlowRow flow)
    {
        try
        {
            var revision = await catalog.GetRevisionAsync(flow.RevisionId, CancellationToken.None);
            var origin = new ExecutionOrigin(revision, start.ExecutionName, ExecutionInput.Of(start.Input))
            {
                SearchValues = SearchKeys.ValuesOf(flow, start.Input),
            };
            if (turn.Begin(origin) is { } resident)
            {
                turn.Drafts.For(resident).Received.Add(letterId);
            }
        }
        catch (InvalidDataException e)
        {
            Refuse(letterId, start, flow, StartRules.RefuseRevision(e));
        }
    }

    private void Refuse(long letterId, Letter.StartScheduled start, FlowRow flow, ApiException refusal)
    {
        LogNotStarted(start.ExecutionName, flow.Name, refusal.Code, refusal.Message);
        turn.Drafts.Receive(letterId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Execution {Execution} of flow {Flow}, due by a schedule, is not started: {Code}: {Reason}")]
    private partial void LogNotStarted(string execution, string flow, string code, string reason);
}
