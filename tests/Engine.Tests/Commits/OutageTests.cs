using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Commits;

/// <summary>A store that cannot write for a while, as one on a full disk.</summary>
public sealed class OutageTests
{
    private readonly World _world = new(seed: 1);

    [Fact]
    public void Writes_are_refused_reads_answer_and_all_goes_on_by_itself_when_there_is_room()
    {
        _world.CreateFlow("pass", Api.Flows.Pass);
        _world.CreateFlow("pause", Api.Flows.ShortPause);
        _world.Start("pass", "before");
        _world.Start("pause", "waits");

        _world.Faults.IsFull = true;
        Assert.All(Enumerable.Range(0, 20), n => Assert.Equal("InternalServerError", Refusal($"refused{n}")));
        _world.RunFor(TimeSpan.FromSeconds(50));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("pause", "waits").Status);
        Assert.True(_world.Describe("pass", "before").Status.HasEnded());
        var told = Assert.Single(_world.Log.Lines);
        Assert.Contains("Make room on the disk of the data directory", told, StringComparison.Ordinal);

        _world.Faults.IsFull = false;
        _world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("pause", "waits").Status);
        Assert.All(Enumerable.Range(0, 20), n => Assert.Null(Refusal($"refused{n}")));
        Assert.Equal([told, "The store writes again; work goes on."], _world.Log.Lines);
    }

    [Fact]
    public void A_call_that_is_refused_is_told_why()
    {
        _world.CreateFlow("pass", Api.Flows.Pass);
        _world.Faults.IsFull = true;
        foreach (var name in new[] { "first", "second" })
        {
            Assert.Equal(
                "An internal error has occurred. The store cannot write now: its disk is full, as told. Please retry.",
                Refuse(name)?.Message);
        }

        _world.Faults.IsFull = false;
        _world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Null(Refuse("third"));
    }

    [Fact]
    public void A_long_outage_is_told_of_once_a_minute()
    {
        _world.CreateFlow("pass", Api.Flows.Pass);
        _world.CreateFlow("pause", Api.Flows.Pause);
        _world.Start("pause", "waits");
        _world.Faults.IsFull = true;
        Refusal("refused");
        _world.RunFor(TimeSpan.FromSeconds(10 * 60 - 1));

        Assert.Equal(10, _world.Log.Lines.Count);
    }

    [Fact]
    public void An_engine_that_is_stopped_meanwhile_leaves_the_store_alone()
    {
        _world.CreateFlow("pass", Api.Flows.Pass);
        _world.Faults.IsFull = true;
        Assert.All(Enumerable.Range(0, 20), n => Assert.NotNull(Refusal($"refused{n}")));
        _world.Stop();
        var claims = _world.Faults.Claims;
        _world.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(claims, _world.Faults.Claims);
    }

    /// <returns>Null when the start is accepted, or else the error's code.</returns>
    private string? Refusal(string name) => Refuse(name)?.Code;

    /// <returns>Null when the start is accepted.</returns>
    private ApiException? Refuse(string name)
    {
        var start = _world.Engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(FlowName.Lookup("pass"), ExecutionName.Lookup(name), input: null),
            CancellationToken.None);
        _world.RunUntil(() => start.IsCompleted);
        return start.IsCompletedSuccessfully
            ? null
            : Assert.IsType<ApiException>(Assert.Single(start.Exception!.InnerExceptions));
    }
}
