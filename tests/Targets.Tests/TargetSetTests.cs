using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Tests;

public sealed class TargetSetTests
{
    private readonly List<string> _disposed = [];

    [Fact]
    public void A_target_is_found_by_each_of_its_actions_exactly_as_written()
    {
        var (one, other) = (new Plain("A:One", "A:Two"), new Plain("B:One"));
        var set = new TargetSet(one, other);

        Assert.Same(one, set.Find("A:One"));
        Assert.Same(one, set.Find("A:Two"));
        Assert.Same(other, set.Find("B:One"));
        Assert.Null(set.Find("a:one"));
        Assert.Equal(["A:One", "A:Two", "B:One"], set.Actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_targets_for_one_action_are_refused_and_the_action_is_named()
    {
        var refused = Assert.Throws<ArgumentException>(() => new TargetSet(new Plain("A:One"), new Plain("B:One", "A:One")));

        Assert.Contains("'A:One'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_the_set_disposes_its_targets_last_one_first()
    {
        var set = new TargetSet(new Simple(_disposed), new Plain("B:One"), new Patient(_disposed));

        await set.DisposeAsync();

        Assert.Equal(["patient", "simple"], _disposed);
    }

    [Fact]
    public async Task A_set_may_be_empty()
    {
        await using var set = new TargetSet();

        Assert.Null(set.Find("A:One"));
        Assert.Empty(set.Actions);
    }

    [Fact]
    public void A_target_that_says_nothing_of_itself_is_one_entry_with_all_of_its_actions()
    {
        var set = new TargetSet(new Plain("A:Two", "A:One"));

        var entry = Assert.Single(set.Entries);
        Assert.Equal(("A:One", 2), (entry.Name, entry.Actions.Count));
        Assert.Equal("A:One", set.EntryOf("A:Two", new CallPlace("somewhere")));
    }

    [Fact]
    public void A_call_belongs_to_the_entry_that_its_place_names_or_else_to_that_of_its_action()
    {
        var set = new TargetSet(new Named("A:One", "first", "A:One", "first"));

        Assert.Equal(["first", "A:One"], set.Entries.Select(entry => entry.Name));
        Assert.Equal("first", set.EntryOf("A:One", new CallPlace("somewhere") { Entry = "first" }));
        Assert.Equal("A:One", set.EntryOf("A:One", new CallPlace("somewhere")));
        Assert.Equal("B:None", set.EntryOf("B:None", new CallPlace("somewhere")));
    }

    private sealed class Named(string action, params string[] entries) : Plain(action), ITaskTarget
    {
        public IReadOnlyList<TargetEntry> Entries => [.. entries.Select(name => new TargetEntry(name, "test") { Actions = Actions })];
    }

    private class Plain(params string[] actions) : ITaskTarget
    {
        public IReadOnlyCollection<string> Actions => actions;

        public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<JsonPayload>>(JsonPayload.EmptyObject);
    }

    private sealed class Simple(List<string> disposed) : Plain("A:Simple"), IDisposable
    {
        public void Dispose() => disposed.Add("simple");
    }

    /// <summary>Can be disposed both ways, and is in one of them only.</summary>
    private sealed class Patient(List<string> disposed) : Plain("A:Patient"), IAsyncDisposable, IDisposable
    {
        public void Dispose() => disposed.Add("in haste");

        public ValueTask DisposeAsync()
        {
            disposed.Add("patient");
            return ValueTask.CompletedTask;
        }
    }
}
