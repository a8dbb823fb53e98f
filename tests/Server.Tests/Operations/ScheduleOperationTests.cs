using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Operations;

/// <summary>Parameters of the operations on schedules. Source: API reference, section 9.2.</summary>
public sealed class ScheduleOperationTests
{
    private static readonly (string, string) Flow = ("FlowName", "orders");

    private static readonly (string, string) Name = ("ScheduleName", "nightly");

    private static readonly (string, string) Cron = ("CronExpression", "@every 5m");

    [Fact]
    public void A_schedule_is_enabled_and_empty_unless_more_is_sent()
    {
        var (flow, name) = (FlowName.Lookup("orders"), ScheduleName.Lookup("nightly"));

        Assert.Equal(
            new NewSchedule(flow, name, "@every 5m") { Payload = "", Description = "", Enabled = true },
            CreateSchedule.Read(Some.Parameters(Flow, Name, Cron)));
        Assert.Equal(
            new NewSchedule(flow, name, "@every 5m") { Payload = "{}", Description = "d", Enabled = false },
            CreateSchedule.Read(Some.Parameters(
                Flow, Name, Cron, ("Payload", "{}"), ("Description", "d"), ("Enable", "False"))));
    }

    [Theory]
    [InlineData("FlowName")]
    [InlineData("ScheduleName")]
    [InlineData("CronExpression")]
    public void A_schedule_that_is_made_needs_names_and_an_expression(string missing)
    {
        (string Name, string Value)[] all = [Flow, Name, Cron];
        var told = $"MissingRequiredParams: The HTTP query '{missing}' must be specified.";

        Assert.Equal(told, Some.Error(() => CreateSchedule.Read(
            Some.Parameters([.. all.Where(pair => pair.Name != missing)]))));
        Assert.Equal(told, Some.Error(() => CreateSchedule.Read(
            Some.Parameters([.. all.Where(pair => pair.Name != missing), (missing, "")]))));
    }

    [Fact]
    public void A_name_is_checked_only_when_it_is_chosen()
    {
        (string, string) odd = ("ScheduleName", "5 o'clock");

        Assert.StartsWith(
            "InvalidArgument: Parameter error. ScheduleName: '5 o'clock'",
            Some.Error(() => CreateSchedule.Read(Some.Parameters(Flow, odd, Cron))),
            StringComparison.Ordinal);
        Assert.Equal("5 o'clock", UpdateSchedule.Read(Some.Parameters(Flow, odd)).Name.Value);
    }

    [Fact]
    public void Enable_is_true_or_false()
    {
        var parameters = Some.Parameters(Flow, Name, Cron, ("Enable", "maybe"));
        const string Told = "InvalidArgument: Parameter error. Enable: 'maybe' is not 'true' or 'false'.";

        Assert.Equal(Told, Some.Error(() => CreateSchedule.Read(parameters)));
        Assert.Equal(Told, Some.Error(() => UpdateSchedule.Read(parameters)));
    }

    [Fact]
    public void An_update_tells_what_is_not_sent_from_what_is_empty()
    {
        var (flow, name) = (FlowName.Lookup("orders"), ScheduleName.Lookup("nightly"));

        Assert.Equal(
            new ScheduleUpdate(flow, name) { Cron = null, Payload = null, Description = null, Enabled = null },
            UpdateSchedule.Read(Some.Parameters(Flow, Name)));
        Assert.Equal(
            new ScheduleUpdate(flow, name) { Cron = "", Payload = "", Description = "", Enabled = null },
            UpdateSchedule.Read(Some.Parameters(
                Flow, Name, ("CronExpression", ""), ("Payload", ""), ("Description", ""), ("Enable", ""))));
        Assert.False(UpdateSchedule.Read(Some.Parameters(Flow, Name, ("Enable", "0"))).Enabled);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public void Pages_have_1_to_1000_entries(string limit)
    {
        Assert.StartsWith(
            "InvalidArgument: Parameter error. Limit: ",
            Some.Error(() => ListSchedules.Read(Some.Parameters(Flow, ("Limit", limit)))),
            StringComparison.Ordinal);
        Assert.Equal(60, ListSchedules.Read(Some.Parameters(Flow)).Limit);
        Assert.Equal(1000, ListSchedules.Read(Some.Parameters(Flow, ("Limit", "1000"))).Limit);
    }
}
