using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Schedules of all flows: what runs next, and pausing or running one now.</summary>
internal sealed class ScheduleResources(ScheduleService schedules, ExecutionService executions, TimeProvider time)
{
    private const int InstantsShown = 5;

    private static readonly OwnPage<SchedulePlace> Pages = new(
        PageToken.Of<SchedulePlace>(
            "schedules",
            place => place.Split('/') is [var flow, var name] ? new SchedulePlace(flow, name) : null,
            place => $"{place.Flow}/{place.Schedule}"),
        most: 100,
        usual: 50);

    public IEnumerable<Resource> All => [List, Run, Enabling("PauseSchedule", "pause", to: false), Enabling("ResumeSchedule", "resume", to: true)];

    private Resource List => new("GET", "/schedules", new Operation<(SchedulePlace? After, int Limit)>("ListSchedules", mutates: false)
    {
        Naming = [],
        ReadsPages = true,
        Reading = (parameters, _) => (Pages.Place(parameters), Pages.Limit(parameters)),
        Subject = _ => Subject.AllFlows,
        Run = async (request, caller, answer, cancellationToken) =>
        {
            var page = await schedules.ListAllAsync(caller.Account, request.After, request.Limit, cancellationToken);
            var shown = new List<(FlowSchedule Schedule, ExecutionView? Last)>(page.Items.Count);
            foreach (var schedule in page.Items)
            {
                shown.Add((schedule, await FindLastAsync(caller.Account, schedule, cancellationToken)));
            }

            Pages.Write(answer, shown, page.Next, (json, item) => Write(json, item.Schedule.Flow, item.Schedule.Schedule, item.Last));
        },
    })
    {
        Summary = "Schedules of all flows, by flow and name; a page may hold few, even none, and still not be the last one.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(Shapes.Schedule),
    };

    private Resource Run => new(
        "POST",
        "/flows/{flow}/schedules/{schedule}/run",
        new Operation<(FlowName Flow, ScheduleName Name)>("RunSchedule", mutates: true)
        {
            Naming = ["flow", "schedule"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Demands = request => Demand.StartByClock(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var input = await schedules.InputAtAsync(
                    caller.Account, request.Flow, request.Name, time.GetUtcNow(), cancellationToken);
                var start = new NewExecution(request.Flow, Name: null, input, CallbackToken: null);
                ExecutionAnswers.WriteStarted(answer, await executions.StartAsync(caller.Account, start, cancellationToken));
            },
        })
    {
        Summary = "Starts now, once, what a schedule starts; its own instants stay as they are.",
        Answer = Shapes.StartedExecution,
    };

    private Resource Enabling(string name, string verb, bool to) => new(
        "POST",
        $"/flows/{{flow}}/schedules/{{schedule}}/{verb}",
        new Operation<(FlowName Flow, ScheduleName Name)>(name, mutates: true)
        {
            Naming = ["flow", "schedule"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Demands = request => Demand.StartByClock(request.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var update = new ScheduleUpdate(request.Flow, request.Name) { Enabled = to };
                var changed = await schedules.UpdateAsync(caller.Account, update, cancellationToken);
                var own = new FlowSchedule(request.Flow.Value, changed);
                Write(answer, own.Flow, changed, await FindLastAsync(caller.Account, own, cancellationToken));
            },
        })
    {
        Summary = to ? "Lets a schedule fire again." : "Keeps a schedule from firing, until it is resumed.",
        Answer = Shapes.Schedule,
    };

    private static (FlowName Flow, ScheduleName Name) Read(Parameters parameters) =>
        (OwnParameters.Flow(parameters), ScheduleName.Lookup(parameters.Required("schedule")));

    /// <summary>What its instants have started last; null when nothing is stored of that.</summary>
    private async Task<ExecutionView?> FindLastAsync(
        AccountId account, FlowSchedule schedule, CancellationToken cancellationToken)
    {
        var newest = new ExecutionListing(FlowName.Lookup(schedule.Flow), Limit: 1)
        {
            NamePrefix = schedule.Schedule.ExecutionPrefix,
            MetadataOnly = true,
        };
        try
        {
            var page = await executions.ListAsync(account, newest, cancellationToken);
            return page.Items.FirstOrDefault(execution => execution.Damage is null);
        }
        catch (ApiException e) when (e.Code == nameof(ApiException.FlowNotExists))
        {
            return null;
        }
    }

    private void Write(Utf8JsonWriter json, string flow, ScheduleView schedule, ExecutionView? last)
    {
        json.WriteString("flow"u8, flow);
        json.WriteString("name"u8, schedule.Name);
        json.WriteString("description"u8, schedule.Description);
        json.WriteString("cron"u8, schedule.Cron);
        json.WriteString("zone"u8, schedule.Zone.Id);
        json.WriteBoolean("isEnabled"u8, schedule.Enabled);
        ExecutionAnswers.WriteValue(json, "payload"u8, Encoding.UTF8.GetBytes(schedule.Payload));
        json.WriteStartArray("next"u8);
        foreach (var instant in schedule.Next(InstantsShown, time.GetUtcNow()))
        {
            json.WriteStartObject();
            Times.Write(json, "utc"u8, instant);
            var local = TimeZoneInfo.ConvertTime(instant, schedule.Zone);
            json.WriteString("local"u8, local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (last is not null)
        {
            json.WriteStartObject("lastExecution"u8);
            ExecutionAnswers.WriteBrief(json, last);
            json.WriteEndObject();
        }

        json.WriteNumber("missed"u8, schedule.Missed);
        if (schedule is { MissedFrom: { } from, MissedUntil: { } until })
        {
            Times.Write(json, "missedFrom"u8, from);
            Times.Write(json, "missedUntil"u8, until);
        }
    }
}
