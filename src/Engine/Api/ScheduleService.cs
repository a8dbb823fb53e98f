using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Schedules;
using Sluice.Engine.Starting;
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
    /// <summary>Flows that one page of all schedules looks at.</summary>
    private const int FlowsOfPage = 200;

    /// <summary>Names of schedules are letters, digits and a few signs.</summary>
    private const string AboveAllNames = "~";

    private readonly IScheduleStore _store;
    private readonly ICatalogStore _flows;
    private readonly Catalog _catalog;
    private readonly IShardLink _link;
    private readonly NamePlacement _placement;
    private readonly AccountQuota _quota;
    private readonly Limits _limits;
    private readonly long _pageBytes;

    /// <param name="pageBytes">Of a list at the most.</param>
    internal ScheduleService(
        IScheduleStore store,
        ICatalogStore flows,
        Catalog catalog,
        IShardLink link,
        NamePlacement placement,
        AccountQuota quota,
        Limits limits,
        long pageBytes)
    {
        (_store, _flows, _catalog, _link, _placement) = (store, flows, catalog, link, placement);
        (_quota, _limits, _pageBytes) = (quota, limits, pageBytes);
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> (expression, payload, or an Express flow), <c>FlowNotExists</c>,
    /// <c>ScheduleAlreadyExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ScheduleView> CreateAsync(
        AccountId account, NewSchedule request, CancellationToken cancellationToken)
    {
        CheckCron(request.Cron);
        CheckPayload(request.Name, request.Payload);
        var flow = await _catalog.GetFlowAsync(account, request.Flow, cancellationToken);
        if ((ExecutionMode)flow.Mode == ExecutionMode.Express)
        {
            throw ApiException.InvalidArgument(
                "FlowName", $"'{flow.Name}' is an Express flow; schedules start Standard ones");
        }

        if (await _store.FindScheduleAsync(flow.Id, request.Name.Value, cancellationToken) is not null)
        {
            throw ApiException.ScheduleAlreadyExists(request.Name.Value, flow.Name);
        }

        await RefuseSurplusAsync(flow, cancellationToken);
        await _quota.CheckAsync(account, CatalogItem.Schedule, cancellationToken);
        var row = await _link.AskAsync(
            _placement.ShardOf(account, flow.Name, request.Name.Value),
            new CreateScheduleRequest(
                flow.Id,
                flow.Name,
                request.Name.Value,
                request.Cron,
                request.Payload,
                request.Description,
                request.Enabled)
            {
                Owner = account,
            });
        return ScheduleView.Of(row);
    }

    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ScheduleNotExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task<ScheduleView> UpdateAsync(
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

        var schedule = await GetRowAsync(account, request.Flow, request.Name, cancellationToken);
        var row = await _link.AskAsync(
            schedule.Id.Shard,
            new UpdateScheduleRequest(
                schedule.Id,
                request.Flow.Value,
                request.Name.Value,
                request.Cron,
                request.Payload,
                request.Description,
                request.Enabled)
            {
                Owner = account,
            });
        return ScheduleView.Of(row);
    }

    /// <summary>Deletes a schedule; executions that it has started go on.</summary>
    /// <exception cref="ApiException">
    /// <c>FlowNotExists</c>, <c>ScheduleNotExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public async Task DeleteAsync(
        AccountId account, FlowName flow, ScheduleName name, CancellationToken cancellationToken)
    {
        var schedule = await GetRowAsync(account, flow, name, cancellationToken);
        await _link.AskAsync(schedule.Id.Shard, new DeleteScheduleRequest(schedule.Id, flow.Value, name.Value) { Owner = account });
    }

    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ScheduleNotExists</c>.</exception>
    public async Task<ScheduleView> GetAsync(
        AccountId account, FlowName flowName, ScheduleName name, CancellationToken cancellationToken) =>
        ScheduleView.Of(await GetRowAsync(account, flowName, name, cancellationToken));

    /// <summary>Schedules by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<Page<ScheduleView>> ListAsync(
        AccountId account, FlowName flowName, string? after, int limit, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, flowName, cancellationToken);
        var page = await Page.ReadAsync(
            limit, most => _store.ListSchedulesAsync(flow.Id, after, most, cancellationToken));
        return await page.SelectAsync(
            _pageBytes, BytesOf, row => ValueTask.FromResult(ScheduleView.Of(row)));
    }

    /// <summary>Schedules of all of an account's flows, by flow and name ascending.</summary>
    /// <param name="after">Only what comes behind this one; null from the beginning.</param>
    /// <returns>At most so many. There may be fewer, even none, and still more to come: flows without any are passed over
    /// only so far, and a page has its size in bytes, too.</returns>
    public async Task<SchedulePage> ListAllAsync(
        AccountId account, SchedulePlace? after, int limit, CancellationToken cancellationToken)
    {
        var (found, place, bytes) = (new List<FlowSchedule>(), after, 0L);
        foreach (var flow in await FlowsFromAsync(account, after, cancellationToken))
        {
            var from = flow.Name == after?.Flow ? after.Schedule : null;
            var rows = await _store.ListSchedulesAsync(flow.Id, from, limit - found.Count, cancellationToken);
            foreach (var row in rows)
            {
                var schedule = ScheduleView.Of(row);
                bytes += BytesOf(schedule);
                if (bytes > _pageBytes && found.Count > 0)
                {
                    return new(found, place);
                }

                found.Add(new FlowSchedule(flow.Name, schedule));
                place = new SchedulePlace(flow.Name, schedule.Name);
            }

            if (found.Count == limit)
            {
                return new(found, place);
            }

            // Behind all of this flow's: no name is above this one.
            place = new SchedulePlace(flow.Name, AboveAllNames);
        }

        return new(found, place == after ? null : place);
    }

    /// <summary>The input that an execution would get which the schedule started at an instant.</summary>
    /// <exception cref="ApiException"><c>FlowNotExists</c>, <c>ScheduleNotExists</c>.</exception>
    public async Task<byte[]> InputAtAsync(
        AccountId account,
        FlowName flow,
        ScheduleName name,
        DateTimeOffset instant,
        CancellationToken cancellationToken)
    {
        var row = await GetRowAsync(account, flow, name, cancellationToken);
        return Firing.Input(row.Name, row.Payload, instant).Utf8.ToArray();
    }

    private static long BytesOf(ScheduleView schedule) => schedule.Payload.Length;

    /// <summary>The flow that a list goes on in, and some behind it.</summary>
    private async Task<IEnumerable<FlowRow>> FlowsFromAsync(
        AccountId account, SchedulePlace? after, CancellationToken cancellationToken)
    {
        var behind = await _flows.ListFlowsAsync(
            account, after?.Flow, resourceGroup: null, FlowsOfPage, cancellationToken);
        return after is { } place
            && place.Schedule != AboveAllNames
            && await _catalog.FindFlowAsync(account, place.Flow, cancellationToken) is { } flow
            ? behind.Prepend(flow)
            : behind;
    }

    private async ValueTask<ScheduleRow> GetRowAsync(
        AccountId account, FlowName flowName, ScheduleName name, CancellationToken cancellationToken)
    {
        var flow = await _catalog.GetFlowAsync(account, flowName, cancellationToken);
        return await _store.FindScheduleAsync(flow.Id, name.Value, cancellationToken)
            ?? throw ApiException.ScheduleNotExists(name.Value, flow.Name);
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

        var (deepest, most) = (_limits.JsonDepth, _limits.StateDataBytes);
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
        var most = _limits.Schedules;
        if (await _store.CountSchedulesAsync(flow.Id, cancellationToken) >= most)
        {
            throw ApiException.ResourceThrottled(
                $"flow '{flow.Name}' has {most} schedules already (setting {LimitNames.Schedules})");
        }
    }
}
