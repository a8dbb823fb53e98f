using Sluice.Model;
using Sluice.Model.History;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Tasks;

/// <summary>A call of which nobody knows what came is made again, and that can be seen.</summary>
public sealed class RepeatedCallTests
{
    private readonly World _world = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_call_that_is_made_again_after_a_crash_is_counted_in_history_and_told_of(int crashes)
    {
        BeginCall();
        for (var n = 0; n < crashes; n++)
        {
            _world.Crash();
            _world.RunUntil(() => _world.Target.Waiting.Count == 1);
        }

        _world.Target.IsHolding = false;
        _world.RunToRest();

        var (key, made) = Assert.Single(_world.Target.Made);
        Assert.Equal(1 + crashes, made);
        Assert.EndsWith(
            $"""
            ,"calls":{1 + crashes},"requestId":"{key}"
            """ + "}",
            Ended(),
            StringComparison.Ordinal);
        Assert.Equal(crashes, _world.Log.Lines.Count(line => line.Contains("makes 1 calls again", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_call_that_outlives_a_lost_commit_is_neither_made_nor_counted_again()
    {
        BeginCall();
        _world.Faults.IsFull = true;
        foreach (var n in Enumerable.Range(0, 20))
        {
            Assert.Throws<ApiException>(() => _world.Start("call", $"refused{n}"));
        }

        _world.Faults.IsFull = false;
        _world.RunFor(TimeSpan.FromSeconds(2));
        _world.Target.IsHolding = false;
        _world.RunToRest();

        Assert.Equal(1, Assert.Single(_world.Target.Made).Value);
        Assert.DoesNotContain("calls", Ended(), StringComparison.Ordinal);
    }

    private void BeginCall()
    {
        _world.Target.IsHolding = true;
        _world.CreateFlow("call", Api.Flows.Call);
        _world.Start("call", "run", """{"n":1}""");
        _world.RunUntil(() => _world.Target.Waiting.Count == 1);
    }

    private string Ended() => Assert.Single(
        _world.History("call", "run"), item => item.Type == EventType.TaskSucceeded).Detail.ToString();
}
