using Sluice.Engine.Schedules;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Schedules;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Schedules: create, change, delete, show. Each call sees the flows of one account only.</summary>
/// <remarks>Changes go to the shard that owns the schedule, and are answered once they are durable.</remarks>
public sealed class ScheduleService
{
    private readonly ShardPorts _ports;

    internal ScheduleService(ShardPorts ports) => _ports = ports;

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> (expression, payload, or an Express flow), <c>FlowNotExists</c>,
    /// <c>ScheduleAlreadyExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ScheduleRow> CreateAsync(
        AccountId account, NewSchedule request, CancellationToken cancellationToken)
    {
        CheckCron(request.Cron);
        CheckPayload(request.Name, request.Payload);
        var flow = await _ports.Catalog.GetFlowAsync(account, request.Flow, cancellationToken);
        if ((ExecutionMode)flow.Mode == ExecutionMode.Express)
        {
            throw ApiException.InvalidArgument(
                "FlowName", $"'{flow.Name}' is an Express flow; schedules start Standard ones");
        }

        if (await _ports.Store.FindScheduleAsync(flow.Id, request.Name.Value, cancellationToken) is not null)
        {
            throw ApiException.ScheduleAlreadyExists(request.Name.Value, flow.Name);
        }

        await RefuseSurplusAsync(flow, cancellationToken);
        var reply = new Reply<ScheduleRow>(_ports.Scheduler);
        Post(_ports.ShardOf(account, flow.Name, request.Name.Value), new Message.CreateSchedule(flow, request, reply));
        return await reply.Task;
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ScheduleNotExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ScheduleRow> UpdateAsync(
        AccountId account, ScheduleUpdate request, CancellationToken cancellationToken)
    {
        if (request.Cron is { } cron)
        {
            CheckCron(cron);
        }

        if (request.Payload is { } payload)
        {
            CheckPayload(request.Name, payload);
        }

        var schedule = await GetAsync(account, request.Flow, request.Name, cancellationToken);
        var reply = new Reply<ScheduleRow>(_ports.Scheduler);
        Post(_ports.Shards[schedule.Id.Shard], new Message.UpdateSchedule(schedule.Id, request, reply));
        return await reply.Task;
    }

    /// <summary>Deletes a schedule; executions that it has started go on.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ScheduleNotExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task DeleteAsync(
        AccountId account, FlowName flow, ScheduleName name, CancellationToken cancellationToken)
    {
        var schedule = await GetAsync(account, flow, name, cancellationToken);
        var reply = new Reply<bool>(_ports.Scheduler);
        Post(_ports.Shards[schedule.Id.Shard], new Message.DeleteSchedule(schedule.Id, flow, name, reply));
        await reply.Task;
    }

    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ScheduleNotExists</c>.</exception>
    public async Task<ScheduleRow> GetAsync(
        AccountId account, FlowName flowName, ScheduleName name, CancellationToken cancellationToken)
    {
        var flow = await _ports.Catalog.GetFlowAsync(account, flowName, cancellationToken);
        return await _ports.Store.FindScheduleAsync(flow.Id, name.Value, cancellationToken)
            ?? throw ApiException.ScheduleNotExists(name.Value, flow.Name);
    }

    /// <summary>Schedules by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<SchedulePage> ListAsync(
        AccountId account, FlowName flowName, string? after, int limit, CancellationToken cancellationToken)
    {
        var flow = await _ports.Catalog.GetFlowAsync(account, flowName, cancellationToken);

        // One more than asked for tells whether there is a next page.
        var rows = await _ports.Store.ListSchedulesAsync(flow.Id, after, limit + 1, cancellationToken);
        return new SchedulePage([.. rows.Take(limit)], rows.Count > limit);
    }

    private static void CheckCron(string cron)
    {
        if (!Recurrence.TryParse(cron, out _, out var problem))
        {
            throw ApiException.InvalidArgument("CronExpression", problem);
        }
    }

    /// <summary>Holds the input that the payload becomes to what every input is held to.</summary>
    private void CheckPayload(ScheduleName name, string text)
    {
        JsonPayload input;
        try
        {
            input = Firing.Input(name.Value, text, DateTimeOffset.UnixEpoch);
        }
        catch (FormatException e)
        {
            throw ApiException.InvalidArgument("Payload", e.Message);
        }

        var payload = ((JsonObject)input.Value).Get("payload");
        if (payload is not JsonObject)
        {
            throw ApiException.InvalidArgument("Payload", $"it must be a JSON object, not {payload.KindName}");
        }

        var (deepest, most) = (_ports.Options.Limits.JsonDepth, _ports.Options.Limits.StateDataBytes);
        if (input.Value.Depth > deepest)
        {
            throw ApiException.InvalidArgument("Payload", $"nested deeper than {deepest - 1} levels");
        }

        if (input.ByteCount > most)
        {
            throw ApiException.InvalidArgument(
                "Payload", $"the executions' input would have {input.ByteCount} bytes with it, and may have {most}");
        }
    }

    private async Task RefuseSurplusAsync(FlowRow flow, CancellationToken cancellationToken)
    {
        var most = _ports.Options.Limits.Schedules;
        if (await _ports.Store.CountSchedulesAsync(flow.Id, cancellationToken) >= most)
        {
            throw ApiException.ResourceThrottled(
                $"flow '{flow.Name}' has {most} schedules already (setting {LimitNames.Schedules})");
        }
    }

    private static void Post(Shard shard, Message message)
    {
        if (shard.IsFull)
        {
            throw ApiException.ResourceThrottled(Surplus.Waiting);
        }

        shard.Post(message);
    }
}
