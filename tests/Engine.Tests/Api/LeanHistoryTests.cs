using Sluice.Engine.Api;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Engine.Tests.Api;

/// <summary>A whole history stays small, and tells of calls what matters now.</summary>
public sealed class LeanHistoryTests
{
    [Fact]
    public void What_steps_were_given_is_left_out_where_it_is_large()
    {
        var events = Lean(1_000_000, Event(1, EventType.StepEntered, ("input", Text(2_000))), Event(2, EventType.StepExited, ("output", Text(10))));

        Assert.False(events[0].Detail.Has("input"));
        Assert.True(events[1].Detail.Has("output"));
    }

    [Fact]
    public void Of_calls_the_newest_are_whole_and_the_others_keep_what_is_small_and_why_they_failed()
    {
        var events = Lean(
            5_000,
            Event(1, EventType.TaskScheduled, ("attempt", Text(1)), ("parameters", Text(2_000))),
            Event(2, EventType.TaskFailed, ("error", Text(10)), ("cause", Text(3_000)), ("output", Text(2_000))),
            Event(3, EventType.TaskScheduled, ("attempt", Text(1)), ("parameters", Text(2_000))));

        Assert.Equal([1L, 2, 3], events.Select(item => item.Id));
        Assert.Equal("attempt", Assert.Single(Keys(events[0])));
        Assert.Equal(["error", "cause"], Keys(events[1]));
        Assert.Equal(["attempt", "parameters"], Keys(events[2]));
    }

    [Fact]
    public void The_newest_is_whole_however_large_it_is()
    {
        var events = Lean(1_500, Event(1, EventType.TaskSucceeded, ("output", Text(9_000))));

        Assert.Equal(["output"], Keys(events[0]));
    }

    private static IReadOnlyList<HistoryEvent> Lean(long mostBytes, params HistoryEvent[] events)
    {
        var lean = new LeanHistory(mostBytes);
        foreach (var happened in events)
        {
            lean.Add(happened);
        }

        return lean.Events;
    }

    private static List<string> Keys(HistoryEvent happened) => [.. happened.Detail.Members.ToArray().Select(member => member.Key)];

    private static HistoryEvent Event(long id, EventType type, params (string Key, JsonPayload Value)[] members) =>
        new(id, id - 1, type, "s", DateTimeOffset.UnixEpoch, new EventDetail(members));

    private static JsonPayload Text(int length) => JsonPayload.Of(new string('x', length));
}
