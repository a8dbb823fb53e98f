using Sluice.Engine.Shards;

namespace Sluice.Engine.Tests.Shards;

public sealed class GateTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _letIn = [];

    [Fact]
    public void Who_comes_to_a_free_gate_is_let_in_at_once()
    {
        Assert.True(_gate.TryEnterLight(() => _letIn.Add("light")));
        _gate.LeaveLight();
        Assert.True(_gate.TryEnterHeavy(() => _letIn.Add("heavy")));
        _gate.LeaveHeavy();
        Assert.Empty(_letIn);
    }

    [Fact]
    public void Where_both_wait_they_are_let_in_by_turns()
    {
        Assert.True(_gate.TryEnterLight(Never));
        Heavy("heavy 1");
        Heavy("heavy 2");
        Light("light 1");

        _gate.LeaveLight();
        Assert.Equal(["heavy 1"], _letIn);
        _gate.LeaveHeavy();
        Assert.Equal(["heavy 1", "light 1"], _letIn);
        Light("light 2");
        _gate.LeaveLight();
        _gate.LeaveHeavy();
        Assert.Equal(["heavy 1", "light 1", "heavy 2", "light 2"], _letIn);
    }

    [Fact]
    public void Nobody_comes_between_one_who_leaves_and_one_who_waits()
    {
        Assert.True(_gate.TryEnterHeavy(Never));
        Light("light");
        _gate.LeaveHeavy();

        Heavy("heavy");
        Assert.Equal(["light"], _letIn);
    }

    [Fact]
    public void It_is_free_again_when_the_last_has_left()
    {
        Assert.True(_gate.TryEnterHeavy(Never));
        Heavy("heavy");
        _gate.LeaveHeavy();
        _gate.LeaveHeavy();

        Assert.True(_gate.TryEnterLight(Never));
    }

    private void Light(string who) => Assert.False(_gate.TryEnterLight(() => _letIn.Add(who)));

    private void Heavy(string who) => Assert.False(_gate.TryEnterHeavy(() => _letIn.Add(who)));

    private static void Never() => Assert.Fail("It was let in already.");
}
