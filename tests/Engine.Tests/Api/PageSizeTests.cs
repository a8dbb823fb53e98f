using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>Pages end by bytes, too, and put together they are the whole.</summary>
public sealed class PageSizeTests
{
    private const string Large = """{"text":"0123456789012345678901234567890123456789012345678901234567890123456789"}""";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000, 3)]
    [InlineData(1_000_000, 7)]
    public void A_list_of_executions_ends_before_the_item_that_would_go_beyond(long pageBytes, int mostOnPage)
    {
        var world = Of(pageBytes);
        world.CreateFlow("f", Flows.Pass);
        for (var i = 0; i < 7; i++)
        {
            world.Start("f", $"e{i}", Large);
        }

        var (seen, largest) = Walk<ExecutionView, ExecutionPlace?>(
            after => world.Await(engine => engine.Executions.ListAsync(
                AccountId.Default, new ExecutionListing(FlowName.Lookup("f"), 100) { After = after }, None)),
            last => new ExecutionPlace(last.Started.ToUnixTimeMilliseconds(), last.Name));

        Assert.Equal(7, seen.Select(execution => execution.Name).Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.InRange(largest, 1, mostOnPage);
        Assert.True(pageBytes < 1_000_000 || largest == 7);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 5)]
    public void A_list_of_flows_does_so_by_their_definitions(long pageBytes, int expected)
    {
        var world = Of(pageBytes);
        for (var i = 0; i < 5; i++)
        {
            world.CreateFlow($"f{i}", Flows.Pass);
        }

        var (seen, largest) = Walk<FlowView, string>(
            after => world.Await(engine => engine.Flows.ListAsync(AccountId.Default, after, null, 100, None)),
            last => last.Name);

        Assert.Equal(["f0", "f1", "f2", "f3", "f4"], seen.Select(flow => flow.Name));
        Assert.Equal(expected, largest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_history_goes_on_with_the_event_behind_the_last(long pageBytes)
    {
        var world = Of(pageBytes);
        world.CreateFlow("f", Flows.Pause);
        world.Start("f", "run", Large);
        world.RunToRest();
        var pages = new List<HistoryPage>();
        for (long? next = 1; next is { } from; next = pages[^1].NextEvent)
        {
            pages.Add(world.Await(engine => engine.Executions.GetHistoryAsync(
                AccountId.Default, World.Key("f", "run"), from, 100, None)));
            Assert.NotEmpty(pages[^1].Events);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), pages.SelectMany(page => page.Events).Select(item => item.Id));
        Assert.True(pages.Count > 1);
    }

    [Fact]
    public void A_list_of_metadata_counts_no_definition()
    {
        var world = Of(pageBytes: 1);
        world.CreateFlow("f", Flows.Pass);
        world.Start("f", "e0", Large);
        world.Start("f", "e1", Large);

        var page = world.Await(engine => engine.Executions.ListAsync(
            AccountId.Default, new ExecutionListing(FlowName.Lookup("f"), 100) { MetadataOnly = true }, None));

        Assert.Equal(2, page.Items.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 6)]
    public void A_list_of_the_schedules_of_all_flows_goes_on_in_the_same_flow_and_in_the_next(long pageBytes, int expected)
    {
        var world = Of(pageBytes);
        foreach (var flow in Schedules.Select(item => item.Flow).Distinct())
        {
            world.CreateFlow(flow, Flows.Pass);
        }

        foreach (var (flow, schedule) in Schedules)
        {
            world.CreateSchedule(flow, schedule, "@every 1h", Large);
        }

        var (seen, largest) = (new List<(string, string)>(), 0);
        SchedulePlace? place = null;
        do
        {
            var page = world.Await(engine => engine.Schedules.ListAllAsync(AccountId.Default, place, 100, None));
            seen.AddRange(page.Items.Select(item => (item.Flow, item.Schedule.Name)));
            largest = Math.Max(largest, page.Items.Count);
            place = page.Next;
        }
        while (place is not null);

        Assert.Equal(Schedules, seen);
        Assert.Equal(expected, largest);
    }

    private static readonly (string Flow, string Schedule)[] Schedules = [("f", "a"), ("f", "b"), ("f", "c"), ("g", "a"), ("h", "a"), ("h", "b")];

    private static CancellationToken None => CancellationToken.None;

    private static World Of(long pageBytes) => new(seed: 1, options: new EngineOptions { PageBytes = pageBytes });

    private static (List<T> Seen, int Largest) Walk<T, TPlace>(Func<TPlace?, Page<T>> read, Func<T, TPlace> placeOf)
    {
        var (seen, largest) = (new List<T>(), 0);
        TPlace? place = default;
        do
        {
            var page = read(place);
            Assert.NotEmpty(page.Items);
            seen.AddRange(page.Items);
            largest = Math.Max(largest, page.Items.Count);
            place = page.Next(placeOf);
        }
        while (place is not null);

        return (seen, largest);
    }
}
